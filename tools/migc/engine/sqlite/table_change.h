#pragma once

// From what a table is and what it is to become to the statements that change it, with its rows.
//
// What SQLite's ALTER TABLE does is left to it: columns are added and dropped natively where that works on a
// table with rows, too. Everything else becomes one rebuild (migc/engine/sqlite/rebuild.h), however many
// things differ. Renames are never part of a change: SQLite does them itself, and also in indexes, triggers,
// views and foreign keys. So an operation that renames comes before or after a change, as a statement of its
// own:
//
//     TableChange change = begin_change(schema, "runs");          operations on one table, one after another
//     set_nullable(*find_column(change.after, "note"), false);
//     change.sources["note"] = "coalesce(note, '')";
//     TableStatements result = change_table(schema, change);
//     if (!result.error) schema.run_all(result.statements);
//     schema.run(rename_column_statement("runs", "note", "remark"));

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "migc/engine/sqlite/schema.h"
#include "migc/engine/sqlite/table_definition.h"

namespace migrate::migc {

struct TableChange {
  TableDefinition before;  // as the schema has it
  TableDefinition after;   // of the same name
  // What a column of `after` holds: an expression over the row of `before`. A column that is not named here
  // keeps its value when `before` has one of its name, and otherwise gets its default: dropping a column and
  // adding another of its name are two changes. Generated columns cannot be named.
  std::map<std::string, std::string> sources = {};
};

struct TableStatements {
  std::vector<std::string> statements = {};  // empty when nothing differs
  // The table is rebuilt: its script has to carry what it expects of the live one
  // (core::ScriptSpec::expected_tables).
  bool rebuilds = false;
  // Why SQLite refuses the change; then there are no statements.
  std::optional<EngineError> error = {};
};

// REQUIRES: the schema has an ordinary table of that name.
[[nodiscard]] TableChange begin_change(const SqliteSchema& schema, std::string_view table);

// Does not advance the schema. REQUIRES: `before` is what the schema has.
[[nodiscard]] TableStatements change_table(const SqliteSchema& schema, const TableChange& change);

// Whether ALTER TABLE ADD COLUMN accepts this column on a table that has rows.
[[nodiscard]] bool can_be_added_natively(const ColumnDefinition& column);

[[nodiscard]] std::string rename_table_statement(std::string_view table, std::string_view new_name);
[[nodiscard]] std::string rename_column_statement(std::string_view table, std::string_view column,
                                                  std::string_view new_name);

}  // namespace migrate::migc
