// Errors of each shared library are caught in a program that exports nothing, by their class and by that of
// the standard library. With arguments, it has the commands.

#include <SQLiteCpp/Database.h>

#include <cstdio>
#include <exception>

#include "inventory/revisions.h"
#include "migrate/cli.h"
#include "migrate/migrator.h"
#include "migrate/sqlite.h"

int main(int argc, char** argv) {
  if (argc > 1) return migrate::run_cli(inventory::revisions(), argc, argv);
  try {
    migrate::SqliteConnection connection("no-such-folder/inventory.db");
    migrate::upgrade(connection, inventory::revisions());
  } catch (const migrate::Error& error) {
    std::printf("sqlite: %d\n", migrate::exit_code(error.kind()));
  }
  SQLite::Database database(":memory:", SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
  migrate::SqliteConnection connection(database);
  try {
    migrate::upgrade(connection, inventory::revisions(), "nosuch");
  } catch (const std::exception& error) {
    std::printf("runtime: %d\n", dynamic_cast<const migrate::Error*>(&error) != nullptr);
  }
  std::printf("%zu applied\n", migrate::upgrade(connection, inventory::revisions()).steps.size());
}
