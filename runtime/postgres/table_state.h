#pragma once

// What our tables are, apart from their rows, so that it can be seen whether a revision touched them.
// Counting what was written to them (transaction_marks.h) does not show TRUNCATE, nor DDL: a table may be
// emptied, replaced by another one, or get a trigger that swallows what is written.
//
// Rights are told apart from all else. A revision often grants rights on all tables of a schema, ours among
// them. Reading them does no harm; the right to write them is taken back.

#include <set>
#include <string>

#include "migrate/value.h"

namespace migrate::postgres {

struct TableState {
  std::string shape;    // identity, owner, columns, and all that hangs on the tables
  std::string storage;  // another one when a table was emptied, or only rebuilt
  std::set<std::string>
      writers;  // rights of others, as in REVOKE: "INSERT ON public.migrate_version FROM app"
};

// The expressions that read_table_state() needs, for a SELECT of the library's own. All are literals.
[[nodiscard]] std::string table_state_columns(const std::string& schema, const std::string& version_table,
                                              const std::string& history_table);

// `row`: as many columns as the expressions are, from `first` on.
[[nodiscard]] TableState read_table_state(const Row& row, std::size_t first);

// The rights that `now` has more: statements that take them back, one a line. Empty when there are none.
[[nodiscard]] std::string take_back(const TableState& before, const TableState& now);

// What is told about that.
[[nodiscard]] std::string note_of_rights(std::string taken_back);

}  // namespace migrate::postgres
