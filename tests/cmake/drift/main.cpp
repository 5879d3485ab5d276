#include <SQLiteCpp/Database.h>
#include <migrate/cli.h>
#include <migrate/sqlite.h>

#include <cstring>

#include "program/revisions.h"

// "program sql STATEMENT" changes the database by hand.
int main(int argc, char** argv) {
  SQLite::Database database("x.db", SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
  if (argc == 3 && std::strcmp(argv[1], "sql") == 0) return database.exec(argv[2]), 0;
  migrate::SqliteConnection connection(database);
  return migrate::run_cli(program::revisions(), connection, argc - 1, argv + 1);
}
