# With FetchContent's OVERRIDE_FIND_PACKAGE, find_package(Migrate) reads files that CMake has written before it adds this
# project, and they accept every version and component. The version file is replaced here; what the other one includes
# judges components.

if(CMAKE_FIND_PACKAGE_REDIRECTS_DIR)
  include(CMakePackageConfigHelpers)
  write_basic_package_version_file("${CMAKE_FIND_PACKAGE_REDIRECTS_DIR}/migrate-config-version.cmake"
    VERSION ${Migrate_VERSION} COMPATIBILITY SameMinorVersion ARCH_INDEPENDENT)
  configure_file(cmake/MigrateExtra.cmake "${CMAKE_FIND_PACKAGE_REDIRECTS_DIR}/MigrateExtra.cmake" COPYONLY)
endif()
