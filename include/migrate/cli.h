#pragma once

// The commands of a program that migrates its own database: upgrade, downgrade, current, history and so on.
//
//     int main(int argc, char** argv) {
//       if (argc > 1 && argv[1] == "migrate"sv)
//         return migrate::run_cli(inventory::revisions(), argc - 1, argv + 1);
//
//     $ inventory migrate upgrade --url sqlite:///inventory.db
//
// Link the program with Migrate::cli and with the adapters of the databases that it should open:
// Migrate::sqlite, Migrate::postgres. The result is the exit code for main; docs/commands.md lists the codes.
// While a command runs, SIGINT and SIGTERM roll back what is under way and SIGPIPE is ignored; afterwards the
// program's own handlers are back.

#include <span>
#include <vector>

#include "migrate/chain.h"
#include "migrate/connection.h"
#include "migrate/driver.h"
#include "migrate/export.h"

namespace migrate {
inline namespace MIGRATE_FORMAT {

// `argv[0]` is the word that the program takes these commands under, the rest is the command's.
MIGRATE_CLI_API int run_cli(const Chain& chain, std::span<const Driver> drivers, int argc,
                            const char* const* argv);

// For a program that has its database open. The commands then have no --url.
MIGRATE_CLI_API int run_cli(const Chain& chain, Connection& connection, int argc, const char* const* argv);

// The drivers of the adapters that this target links. Static, because two targets may link others.
[[nodiscard]] [[maybe_unused]] static std::vector<Driver> linked_drivers() {
  return {
#ifdef MIGRATE_HAS_SQLITE
      sqlite_driver(),
#endif
#ifdef MIGRATE_HAS_POSTGRES
      postgres_driver(),
#endif
  };
}

[[maybe_unused]] static int run_cli(const Chain& chain, int argc, const char* const* argv) {
  return run_cli(chain, linked_drivers(), argc, argv);
}

}  // namespace MIGRATE_FORMAT
}  // namespace migrate
