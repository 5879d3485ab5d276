#pragma once

// A migrated PostgreSQL database for each test of a program.
//
//     TEST(Inventory, CountsItsRuns) {
//       migrate::testing::PostgresDatabase database(inventory::revisions(),
//       "postgresql://tester@localhost/postgres"); Inventory inventory(database.url());
//       EXPECT_EQ(inventory.count_runs(), 0);
//     }
//
// The first database of a process runs the revisions; all others with the same chain and target are copies of
// it, which the server makes (CREATE DATABASE ... TEMPLATE). A test of a data migration starts at an older
// revision and uses the ordinary functions (migrate/migrator.h) on connection().
//
// Threads and processes of tests may make databases at the same time, on one server. The databases are called
// migrate_test_..., and belong to the process's connection to the administrator's database: what a process
// leaves that was killed, the next one drops.

#include <memory>
#include <string>
#include <string_view>

#include "migrate/chain.h"
#include "migrate/export.h"
#include "migrate/postgres.h"

namespace migrate::testing {
inline namespace MIGRATE_FORMAT {

class MIGRATE_POSTGRES_API PostgresDatabase {
 public:
  // `admin_url` names a database that exists, directly and not by a pooler, and a role that may create others
  // (CREATEDB). Throws migrate::Error, as upgrade() does.
  PostgresDatabase(const Chain& chain, std::string admin_url, std::string_view target = "heads");
  PostgresDatabase(const PostgresDatabase&) = delete;
  PostgresDatabase& operator=(const PostgresDatabase&) = delete;
  // Ends every session on the database, and drops it.
  ~PostgresDatabase();

  const std::string& name() const noexcept { return name_; }
  // The administrator's with the name of this database.
  const std::string& url() const noexcept { return url_; }
  Connection& connection() noexcept { return *connection_; }

 private:
  std::string admin_url_;
  std::string name_;
  std::string url_;
  std::unique_ptr<PostgresConnection> connection_;
};

}  // namespace MIGRATE_FORMAT
}  // namespace migrate::testing
