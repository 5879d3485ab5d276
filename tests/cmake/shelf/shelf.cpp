#include <SQLiteCpp/Database.h>

#include "migrate/migrator.h"
#include "migrate/sqlite.h"
#include "shelf/revisions.h"

// The number of revisions that are applied to a new database.
__attribute__((visibility("default"))) unsigned long fill_shelf() {
  SQLite::Database database(":memory:", SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
  migrate::SqliteConnection connection(database);
  return migrate::upgrade(connection, shelf::revisions()).steps.size();
}
