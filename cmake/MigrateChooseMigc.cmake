# Decides what Migrate::migc is within this build, so that migrate_add_revisions never has to ask.

include(cmake/MigrateMigc.cmake)

if(NOT MIGRATE_MIGC_EXECUTABLE AND (CMAKE_CROSSCOMPILING OR NOT MIGRATE_BUILD_MIGC))
  _migrate_find_migc()
endif()
if(MIGRATE_MIGC_EXECUTABLE)
  _migrate_import_migc(problem ${Migrate_VERSION})
  if(problem)
    message(FATAL_ERROR "Migrate: ${problem}")
  endif()
elseif(MIGRATE_BUILD_MIGC)
  if(CMAKE_CROSSCOMPILING AND NOT CMAKE_CROSSCOMPILING_EMULATOR)
    message(FATAL_ERROR "Migrate: MIGRATE_BUILD_MIGC=ON builds a migc for the target, which does not run on this machine "
      "without a CMAKE_CROSSCOMPILING_EMULATOR. Set MIGRATE_BUILD_MIGC=OFF to have one built for this machine.")
  endif()
  add_executable(Migrate::migc ALIAS migc)
elseif(CMAKE_CROSSCOMPILING)
  include(cmake/MigrateHostBuild.cmake)
  _migrate_build_host_migc()
endif()
