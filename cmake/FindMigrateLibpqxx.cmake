# Finds libpqxx 6.4 or newer under one name, MigrateDeps::libpqxx. Its own CMake build installs a package, its
# autotools build, which is Debian's, nothing but a .pc file.

if(NOT TARGET MigrateDeps::libpqxx)
  find_package(libpqxx QUIET CONFIG)
  set(_migrate_libpqxx "")
  if(TARGET libpqxx::pqxx)
    set(_migrate_libpqxx libpqxx::pqxx)
  else()
    find_package(PkgConfig QUIET)
    if(PkgConfig_FOUND)
      pkg_check_modules(MIGRATE_LIBPQXX QUIET IMPORTED_TARGET GLOBAL libpqxx>=6.4)
    endif()
    if(TARGET PkgConfig::MIGRATE_LIBPQXX)
      # The file does not say that a static libpqxx needs libpq.
      set(_migrate_libpqxx PkgConfig::MIGRATE_LIBPQXX pq)
    endif()
  endif()
  if(_migrate_libpqxx)
    add_library(MigrateDeps::libpqxx INTERFACE IMPORTED GLOBAL)
    set_target_properties(MigrateDeps::libpqxx PROPERTIES INTERFACE_LINK_LIBRARIES "${_migrate_libpqxx}")
  endif()
endif()

set(MigrateLibpqxx_FOUND FALSE)
if(TARGET MigrateDeps::libpqxx)
  set(MigrateLibpqxx_FOUND TRUE)
endif()
