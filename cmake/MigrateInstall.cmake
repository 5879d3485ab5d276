# Installs one export set for each component, so that a project finds only what it asks for: the runtime of a target
# machine without migc, migc without the runtime. Each component of CMake's install is Migrate_<component>, and can be
# installed alone: it brings the config file, which says what else is missing.

include(GNUInstallDirs)
include(CMakePackageConfigHelpers)
include(cmake/MigratePkgConfig.cmake)

set(package_dir ${CMAKE_INSTALL_LIBDIR}/cmake/Migrate)

configure_package_config_file(cmake/MigrateConfig.cmake.in MigrateConfig.cmake INSTALL_DESTINATION ${package_dir}
  NO_SET_AND_CHECK_MACRO)
write_basic_package_version_file(MigrateConfigVersion.cmake COMPATIBILITY SameMinorVersion)

# migrate_install_targets(<component> <kind> TARGET...): one export set. Archives and shared libraries may lie in one
# prefix; MigrateConfig.cmake takes one kind.
function(migrate_install_targets component kind)
  set(set Migrate-${component})
  if(kind)
    string(APPEND set -${kind})
  endif()
  install(TARGETS ${ARGN} EXPORT ${set} COMPONENT Migrate_${component} INCLUDES DESTINATION ${CMAKE_INSTALL_INCLUDEDIR})
  install(EXPORT ${set} NAMESPACE Migrate:: DESTINATION ${package_dir} COMPONENT Migrate_${component})
endfunction()

# A library of migrate_add_library(). ARGN: the archives that it uses and that are installed with it.
function(migrate_install_library component)
  if(NOT BUILD_SHARED_LIBS)
    migrate_install_targets(${component} static migrate_${component} ${ARGN})
  else()
    migrate_install_targets(${component} shared migrate_${component})
    if(MIGRATE_INSTALL_STATIC)
      migrate_install_targets(${component} static migrate_${component}_static ${ARGN})
    endif()
  endif()
  migrate_install_common_files(${component})
endfunction()

# What every component brings.
function(migrate_install_common_files component)
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
    DESTINATION ${package_dir} COMPONENT Migrate_${component})
  install(FILES LICENSE DESTINATION ${CMAKE_INSTALL_DOCDIR} COMPONENT Migrate_${component})
endfunction()

if(MIGRATE_BUILD_RUNTIME)
  migrate_install_library(runtime)
  install(DIRECTORY include/migrate DESTINATION ${CMAKE_INSTALL_INCLUDEDIR} COMPONENT Migrate_runtime
    FILES_MATCHING PATTERN "*.h")
  migrate_install_pc_file(runtime migrate "Applies database migrations that are compiled into a program" LIBS -lmigrate)
endif()
if(MIGRATE_BUILD_SQLITE)
  migrate_install_library(sqlite)
  # SQLiteCpp has no .pc file, and its headers need the definitions that it was compiled with.
  get_target_property(definitions SQLiteCpp INTERFACE_COMPILE_DEFINITIONS)
  list(FILTER definitions INCLUDE REGEX "^[A-Za-z_]+$")
  list(TRANSFORM definitions PREPEND -D)
  migrate_install_pc_file(sqlite migrate-sqlite "The connection of Migrate to SQLite" NEEDS sqlite3
    LIBS -lmigrate_sqlite -lSQLiteCpp CFLAGS -DMIGRATE_HAS_SQLITE ${definitions})
endif()
if(MIGRATE_BUILD_POSTGRES)
  migrate_install_library(postgres)
  migrate_install_pc_file(postgres migrate-postgres "The connection of Migrate to PostgreSQL"
    LIBS -lmigrate_postgres CFLAGS -DMIGRATE_HAS_POSTGRES USES libpqxx libpq USES_LIBS -pthread)
endif()
if(MIGRATE_BUILD_CLI AND MIGRATE_BUILD_RUNTIME)
  migrate_install_library(cli migrate_platform)
  set(system_libraries "")
  if(WIN32)
    set(system_libraries -lbcrypt)
  endif()
  migrate_install_pc_file(cli migrate-cli "The commands of programs that migrate their own database"
    LIBS -lmigrate_cli USES fmt USES_LIBS -lmigrate_platform ${system_libraries})
endif()
if(MIGRATE_BUILD_MIGC)
  migrate_install_targets(migc "" migc)
  migrate_install_common_files(migc)
  # Only a migc that runs here can print them, and Windows has no place for them.
  if(NOT WIN32 AND NOT CMAKE_CROSSCOMPILING)
    include(cmake/MigrateShellFiles.cmake)
  endif()
endif()

if(PROJECT_IS_TOP_LEVEL)
  include(cmake/MigrateCPack.cmake)
endif()
