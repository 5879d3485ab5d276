#pragma once

// The full rebuild of a table, which docs/rebuild.md describes: a new table, the rows copied, the old table
// dropped, the new one renamed, and everything that went with the old one created again.
//
// The statements run inside one transaction with foreign keys off, which the runtime sees to because there is
// a DROP TABLE among them. Callers use change_table() (migc/engine/sqlite/table_change.h), which knows when a
// rebuild is not needed.

#include <string>
#include <vector>

#include "migc/engine/sqlite/schema.h"
#include "migc/engine/sqlite/table_change.h"

namespace migrate::migc {

// What goes with the old table and is made again for the new one.
struct RebuiltParts {
  std::vector<std::string> statements;  // of its indexes, then of its triggers
  bool has_statistics = false;          // whether ANALYZE has run
};

// REQUIRES: change.before is what the schema has.
[[nodiscard]] std::vector<std::string> rebuild_statements(const SqliteSchema& schema,
                                                          const TableChange& change);
[[nodiscard]] std::vector<std::string> rebuild_statements(const RebuiltParts& parts,
                                                          const TableChange& change);

}  // namespace migrate::migc
