#pragma once

// A migrated SQLite database for each test of a program.
//
//     TEST(Inventory, CountsItsRuns) {
//       migrate::testing::SqliteDatabase database(inventory::revisions());
//       Inventory inventory(database.path());
//       EXPECT_EQ(inventory.count_runs(), 0);
//     }
//
// The first database of a process runs the revisions; all others with the same chain and target are copies of
// its file, so a test pays for one copy, however long the chain is. A test of a data migration starts
// at an older revision and uses the ordinary functions (migrate/migrator.h):
//
//     migrate::testing::SqliteDatabase database(inventory::revisions(), "67371aeb5ae0");
//     database.handle().exec("INSERT INTO runs (log) VALUES ('2 errors')");
//     migrate::upgrade(database.connection(), inventory::revisions());
//
// Threads and processes of tests may make databases at the same time. The files are in a folder below TMPDIR
// that ends with the process; what a process leaves that was killed, the next one removes.

#include <memory>
#include <string>
#include <string_view>

#include "migrate/chain.h"
#include "migrate/export.h"
#include "migrate/sqlite.h"

namespace migrate::testing {
inline namespace MIGRATE_FORMAT {

class MIGRATE_SQLITE_API SqliteDatabase {
 public:
  // Called with every handle before it is used: for functions and collations that the revisions need.
  using Prepare = void (*)(SQLite::Database& database);

  // Throws migrate::Error, as upgrade() does.
  explicit SqliteDatabase(const Chain& chain, std::string_view target = "heads", Prepare prepare = nullptr);
  SqliteDatabase(const SqliteDatabase&) = delete;
  SqliteDatabase& operator=(const SqliteDatabase&) = delete;
  // Removes the file. What the test has opened must be closed before.
  ~SqliteDatabase();

  const std::string& path() const noexcept { return path_; }
  // Open on the file since the first call.
  SQLite::Database& handle();
  // On that handle.
  Connection& connection();

 private:
  Prepare prepare_;
  std::string path_;
  std::unique_ptr<SQLite::Database> handle_;
  std::unique_ptr<SqliteConnection> connection_;
};

}  // namespace MIGRATE_FORMAT
}  // namespace migrate::testing
