// Opens a database, and migrates it when it was built with a chain. bench/run compares the sizes of the two.

#include <SQLiteCpp/SQLiteCpp.h>

#include <cstdio>

#ifdef WITH_CHAIN
#include <inventory/revisions.h>
#include <migrate/migrator.h>
#include <migrate/sqlite.h>
#endif

int main(int, char** argv) {
  try {
    SQLite::Database db(argv[1], SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
#ifdef WITH_CHAIN
    migrate::SqliteConnection connection(db);
    migrate::upgrade(connection, inventory::revisions());
#endif
    return db.execAndGet("SELECT count(*) FROM sqlite_schema").getInt();
  } catch (const std::exception& error) {
    std::puts(error.what());
    return 1;
  }
}
