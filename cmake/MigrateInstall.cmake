# Installs one export set for each component, so that a project finds only what it asks for: the runtime of a target
# machine without migc, migc without the runtime.

include(GNUInstallDirs)
include(CMakePackageConfigHelpers)

set(package_dir ${CMAKE_INSTALL_LIBDIR}/cmake/Migrate)

# Component and target. A component that needs other packages finds them in MigrateConfig.cmake.in.
set(component_targets "")
if(MIGRATE_BUILD_RUNTIME)
  list(APPEND component_targets runtime migrate_runtime)
  install(DIRECTORY include/migrate TYPE INCLUDE COMPONENT Migrate_runtime FILES_MATCHING PATTERN "*.h")
  file(RELATIVE_PATH pc_prefix "/${CMAKE_INSTALL_LIBDIR}/pkgconfig" "/")
  string(REGEX REPLACE "/$" "" pc_prefix "${pc_prefix}")
  configure_file(cmake/migrate.pc.in migrate.pc @ONLY)
  install(FILES ${Migrate_BINARY_DIR}/migrate.pc DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig
    COMPONENT Migrate_runtime)
endif()
if(MIGRATE_BUILD_SQLITE)
  list(APPEND component_targets sqlite migrate_sqlite)
endif()
if(MIGRATE_BUILD_POSTGRES)
  list(APPEND component_targets postgres migrate_postgres)
endif()
if(MIGRATE_BUILD_CLI AND MIGRATE_BUILD_RUNTIME)
  list(APPEND component_targets cli migrate_cli)
  install(TARGETS migrate_platform EXPORT Migrate-cli COMPONENT Migrate_cli)
endif()
if(MIGRATE_BUILD_MIGC)
  list(APPEND component_targets migc migc)
  include(cmake/MigrateShellFiles.cmake)
endif()

while(component_targets)
  list(POP_FRONT component_targets component target)
  install(TARGETS ${target} EXPORT Migrate-${component} COMPONENT Migrate_${component})
  install(EXPORT Migrate-${component} NAMESPACE Migrate:: DESTINATION ${package_dir} COMPONENT Migrate_${component})
endwhile()

configure_package_config_file(cmake/MigrateConfig.cmake.in MigrateConfig.cmake INSTALL_DESTINATION ${package_dir}
  NO_SET_AND_CHECK_MACRO)
write_basic_package_version_file(MigrateConfigVersion.cmake COMPATIBILITY SameMinorVersion)
install(FILES
    ${Migrate_BINARY_DIR}/MigrateConfig.cmake
    ${Migrate_BINARY_DIR}/MigrateConfigVersion.cmake
    cmake/FindMigrateLibpqxx.cmake
    cmake/MigrateChain.cmake
    cmake/MigrateComponents.cmake
    cmake/MigrateFolder.cmake
    cmake/MigrateHeader.cmake
    cmake/MigrateLock.cmake
    cmake/MigrateMigc.cmake
    cmake/MigrateMistakes.cmake
    cmake/MigrateProof.cmake
    cmake/MigrateSettings.cmake
    cmake/MigrateTargets.cmake
    cmake/MigrateTest.cmake
    cmake/proof_main.cpp.in
  DESTINATION ${package_dir} COMPONENT Migrate_runtime)
