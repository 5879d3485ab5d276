// A program with 10,000 revisions meets a database that is at the head: there is nothing to do, and nothing
// is written.

#include <SQLiteCpp/SQLiteCpp.h>

#include <cstdio>
#include <string>

#include "migrate/chain.h"
#include "migrate/migrator.h"
#include "migrate/sqlite.h"

namespace big::inline MIGRATE_FORMAT {
const migrate::Chain& revisions() noexcept;
}

int main() {
  SQLite::Database database(":memory:", SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
  migrate::SqliteConnection connection(database);
  const std::string head = "head";
  migrate::stamp(connection, big::revisions(), {&head, 1});
  const int changes = database.getTotalChanges();
  const migrate::Report report = migrate::upgrade(connection, big::revisions());
  const bool is_right = big::revisions().size() == 10'000 && !report.changed() &&
                        report.rows_after.size() == 1 && database.getTotalChanges() == changes;
  if (!is_right) std::puts("the start at the head did something");
  return is_right ? 0 : 1;
}
