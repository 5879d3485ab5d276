# An overlay port of the tree that it lies in: vcpkg install migrate --overlay-ports=<tree>/packaging/vcpkg
get_filename_component(SOURCE_PATH "${CURRENT_PORT_DIR}/../.." ABSOLUTE)

vcpkg_check_features(OUT_FEATURE_OPTIONS options FEATURES
  cli MIGRATE_BUILD_CLI
  postgres MIGRATE_BUILD_POSTGRES
  sqlite MIGRATE_BUILD_SQLITE
  tools MIGRATE_BUILD_MIGC)
# For another machine, migc is that of the host's package.
if(NOT "tools" IN_LIST FEATURES)
  list(APPEND options
    "-DMIGRATE_MIGC_EXECUTABLE=${CURRENT_HOST_INSTALLED_DIR}/tools/migrate/migc${VCPKG_HOST_EXECUTABLE_SUFFIX}")
endif()

vcpkg_cmake_configure(SOURCE_PATH "${SOURCE_PATH}" OPTIONS
  -DMIGRATE_BUILD_TESTS=OFF -DMIGRATE_INSTALL=ON -DMIGRATE_WARNINGS=OFF ${options})
vcpkg_cmake_install()
vcpkg_cmake_config_fixup(PACKAGE_NAME Migrate CONFIG_PATH lib/cmake/Migrate)
vcpkg_fixup_pkgconfig()
if("tools" IN_LIST FEATURES)
  vcpkg_copy_tools(TOOL_NAMES migc AUTO_CLEAN)
endif()
file(REMOVE_RECURSE "${CURRENT_PACKAGES_DIR}/debug/include" "${CURRENT_PACKAGES_DIR}/debug/share")
file(INSTALL "${CMAKE_CURRENT_LIST_DIR}/usage" DESTINATION "${CURRENT_PACKAGES_DIR}/share/${PORT}")
vcpkg_install_copyright(FILE_LIST "${SOURCE_PATH}/LICENSE")
