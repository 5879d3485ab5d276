#pragma once

// One SQLite table from what it is to what it is to be, with its rows: by ALTER TABLE where that suffices,
// and otherwise by a rebuild.

#include <map>
#include <string>
#include <vector>

#include "migc/catalogue/difference.h"
#include "migc/engine/sqlite/table_definition.h"
#include "migc/transition/work_database.h"

namespace migrate::migc {

struct TableTransition {
  TableDefinition now;
  TableDefinition wanted;
  std::vector<Difference> differences;         // of the table and of all that belongs to it
  std::map<std::string, std::string> sources;  // of TableChange
};

// Whether ALTER TABLE did it. If not, nothing has happened.
[[nodiscard]] bool alter_table(WorkDatabase& work, const TableTransition& table);

// Whatever the table is by now.
void rebuild_table(WorkDatabase& work, const TableTransition& table);

}  // namespace migrate::migc
