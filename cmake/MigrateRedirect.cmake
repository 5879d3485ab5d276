# With FetchContent's OVERRIDE_FIND_PACKAGE, find_package(Migrate) reads a file that CMake writes, which accepts every
# version and component. It reads these two as well.

if(CMAKE_FIND_PACKAGE_REDIRECTS_DIR)
  include(CMakePackageConfigHelpers)
  write_basic_package_version_file("${CMAKE_FIND_PACKAGE_REDIRECTS_DIR}/MigrateConfigVersion.cmake"
    VERSION ${Migrate_VERSION} COMPATIBILITY SameMinorVersion ARCH_INDEPENDENT)
  configure_file(cmake/MigrateExtra.cmake "${CMAKE_FIND_PACKAGE_REDIRECTS_DIR}/MigrateExtra.cmake" COPYONLY)
endif()
