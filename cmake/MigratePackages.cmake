# Finds the packages that this project builds with, and says what to install where one is missing.

include_guard(GLOBAL)

# Package, the target that proves it (which may come from FetchContent as well), and Debian's name for it.
set(_migrate_package_fmt fmt::fmt libfmt-dev)
set(_migrate_package_CLI11 CLI11::CLI11 libcli11-dev)
set(_migrate_package_SQLiteCpp SQLiteCpp libsqlitecpp-dev)
set(_migrate_package_benchmark benchmark::benchmark libbenchmark-dev)
set(_migrate_package_MigrateLibpqxx MigrateDeps::libpqxx "libpqxx-dev pkg-config")
set(_migrate_package_Threads Threads::Threads libc6-dev)
set(_migrate_package_MigrateYamlCpp MigrateDeps::yaml-cpp libyaml-cpp-dev)
set(_migrate_package_GTest GTest::gmock "libgtest-dev libgmock-dev")

# Macro, because a find module may set variables that its user needs. `purpose` completes "is needed ...".
macro(migrate_require_package package purpose)
  list(GET _migrate_package_${package} 0 _migrate_proof)
  list(GET _migrate_package_${package} 1 _migrate_debian_name)
  if(NOT TARGET ${_migrate_proof})
    find_package(${package} QUIET)
  endif()
  if(NOT TARGET ${_migrate_proof})
    message(FATAL_ERROR "Migrate: the package ${package} is needed ${purpose}, and was not found. "
      "On Debian and Ubuntu, install it with: apt-get install ${_migrate_debian_name}")
  endif()
endmacro()
