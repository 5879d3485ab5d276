#include <SQLiteCpp/Database.h>

#include "migrate/migrator.h"
#include "migrate/sqlite.h"
#include "program/revisions.h"

int main() {
  SQLite::Database database(":memory:", SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
  migrate::SqliteConnection connection(database);
  return migrate::upgrade(connection, program::revisions()).steps.size() == 1 ? 0 : 1;
}
