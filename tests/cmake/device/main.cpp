// start [roll_back]: migrates device.db as a device does when it is switched on, and prints its readings.
// sql STATEMENT: what a user does to the file by hand.

#include <SQLiteCpp/SQLiteCpp.h>

#include <cstdio>
#include <string_view>

#include CHAIN_HEADER
#include "migrate/migrator.h"
#include "migrate/sqlite.h"

namespace {

int start(SQLite::Database& db, bool rolls_back) {
  migrate::SqliteConnection connection(db);
  migrate::Options options;
  options.program = PROGRAM;
  if (rolls_back) options.on_newer = migrate::OnNewer::roll_back;
  const migrate::Report report = migrate::upgrade(connection, CHAIN::revisions(), options);
  std::printf("at %s, %zu steps, readings", report.rows_after.front().c_str(), report.steps.size());
  SQLite::Statement readings(db, "SELECT value FROM readings ORDER BY id");
  while (readings.executeStep()) std::printf(" %s", readings.getColumn(0).getText());
  std::puts("");
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  const std::string_view command = argc > 1 ? argv[1] : "start";
  try {
    SQLite::Database db("device.db", SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
    if (command == "start") return start(db, argc > 2);
    db.exec(argv[2]);
  } catch (const migrate::Error& error) {
    std::puts(error.what());
    return migrate::exit_code(error.kind());
  }
}
