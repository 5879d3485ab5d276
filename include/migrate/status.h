#pragma once

// Where a database is.
//
//     migrate::Status status = migrate::current(connection, inventory::revisions());
//     for (const std::string& row : status.rows) std::puts(row.c_str());

#include <cstddef>
#include <string>
#include <vector>

#include "migrate/export.h"

namespace migrate {
inline namespace MIGRATE_FORMAT {

struct Status {
  bool has_tables = false;        // false: no run has touched this database yet
  std::vector<std::string> rows;  // of the version table, sorted
  // Rows that the chain does not know: a newer program was here.
  std::vector<std::string> unknown;
  // There are some, and the chain works on them: its own heads are applied, and the newer program marked
  // every revision that the chain does not know as compatible.
  bool unknown_are_compatible = false;
  // Rows without a finished history row: another tool wrote them, or the history lost something.
  std::vector<std::string> unverified;
  // The revision of a non-transactional step that began and was not recorded as finished; running again
  // resumes it. Empty when there is none.
  std::string incomplete;
  std::size_t incomplete_item = 0;   // the first of its items that is not finished, counted from 1
  std::size_t incomplete_items = 0;  // how many it has; 0 when the chain does not know it
};

// What check() found out.
struct CheckReport {
  Status status;
  std::size_t verified = 0;  // applied revisions whose history row was compared with the chain
  bool at_head = false;      // nothing is left to upgrade
};

}  // namespace MIGRATE_FORMAT
}  // namespace migrate
