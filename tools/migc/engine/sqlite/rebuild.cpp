#include "migc/engine/sqlite/rebuild.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <iterator>
#include <optional>

#include "engine/sql_text.h"
#include "migc/engine/sqlite/own_columns.h"
#include "sqlite/table_changes.h"

namespace migrate::migc {

namespace {

// Within its own table a check may say runs.note for note, which the new table's name would break.
TableDefinition under_new_name(TableDefinition table, std::string new_name) {
  const auto adapt = [&](std::vector<Constraint>& constraints) {
    for (Constraint& constraint : constraints)
      if (constraint.kind == ConstraintKind::check)
        constraint.text = without_qualifier(constraint.text, table.name);
  };
  for (ColumnDefinition& column : table.columns) adapt(column.constraints);
  adapt(table.constraints);
  table.name = std::move(new_name);
  return table;
}

// What is copied: a column of the new table, and the expression over the old one that fills it.
struct Copies {
  std::vector<std::string> columns;
  std::vector<std::string> values;
};

// A name of the rowid that no column hides.
std::optional<std::string> rowid_name(const TableChange& change) {
  for (const char* name : {"rowid", "_rowid_", "oid"})
    if (find_column(change.before, name) == nullptr && find_column(change.after, name) == nullptr)
      return name;
  return std::nullopt;
}

bool is_copied(const Copies& copies, const ColumnDefinition& column) {
  return std::ranges::find(copies.columns, sql_name(column.name)) != copies.columns.end();
}

// Rows keep their rowids, which others may have noted down, unless a column that is copied is the rowid.
void add_rowid(const TableChange& change, Copies& copies) {
  if (change.before.without_rowid || change.after.without_rowid) return;
  const ColumnDefinition* column = rowid_column(change.after);
  if (column != nullptr && is_copied(copies, *column)) return;
  if (const std::optional<std::string> rowid = rowid_name(change)) {
    copies.columns.insert(copies.columns.begin(), *rowid);
    copies.values.insert(copies.values.begin(), *rowid);
  }
}

Copies find_copies(const TableChange& change) {
  Copies copies;
  for (const ColumnDefinition& column : change.after.columns) {
    if (is_generated(column)) continue;
    const auto source = change.sources.find(column.name);
    const ColumnDefinition* before = find_column(change.before, column.name);
    if (source == change.sources.end() && before == nullptr) continue;
    copies.columns.push_back(sql_name(column.name));
    copies.values.push_back(source != change.sources.end() ? source->second : sql_name(before->name));
  }
  add_rowid(change, copies);
  return copies;
}

// OR ABORT: a constraint with ON CONFLICT IGNORE or REPLACE of its own must not swallow rows.
std::string copy_statement(const TableChange& change, std::string_view new_name) {
  const Copies copies = find_copies(change);
  return fmt::format("INSERT OR ABORT INTO {} ({})\nSELECT {}\nFROM {}", sql_name(new_name),
                     fmt::join(copies.columns, ", "), fmt::join(copies.values, ", "),
                     sql_name(change.before.name));
}

// Where AUTOINCREMENT continues: after the largest number ever given out, not the largest that is left.
void add_sequence(const TableChange& change, std::string_view new_name,
                  std::vector<std::string>& statements) {
  if (!has_autoincrement(change.before) || !has_autoincrement(change.after)) return;
  statements.push_back(
      fmt::format("DELETE FROM sqlite_sequence WHERE name = {}", core::string_literal(new_name)));
  statements.push_back(
      fmt::format("INSERT INTO sqlite_sequence (name, seq)\nSELECT {}, seq FROM sqlite_sequence WHERE name = "
                  "{} COLLATE NOCASE",
                  core::string_literal(new_name), core::string_literal(change.before.name)));
}

}  // namespace

std::vector<std::string> rebuild_statements(const SqliteSchema& schema, const TableChange& change) {
  RebuiltParts parts{.statements = {}, .has_statistics = schema.has_statistics()};
  for (const SchemaObject& index : schema.indexes_of(change.before.name))
    parts.statements.push_back(index.sql);
  for (const SchemaObject& trigger : schema.triggers_of(change.before.name))
    parts.statements.push_back(trigger.sql);
  return rebuild_statements(parts, change);
}

std::vector<std::string> rebuild_statements(const RebuiltParts& parts, const TableChange& change) {
  const std::string& table = change.before.name;
  const std::string new_name = std::string(sqlite::rebuild_prefix) + table;
  std::vector<std::string> statements{to_sql(under_new_name(change.after, new_name)),
                                      copy_statement(change, new_name)};
  add_sequence(change, new_name, statements);
  statements.push_back(fmt::format("DROP TABLE {}", sql_name(table)));
  statements.push_back("PRAGMA legacy_alter_table = ON");
  statements.push_back(rename_table_statement(new_name, table));
  statements.push_back("PRAGMA legacy_alter_table = OFF");
  std::ranges::copy(parts.statements, std::back_inserter(statements));
  if (parts.has_statistics) statements.push_back(fmt::format("ANALYZE {}", sql_name(table)));
  return statements;
}

}  // namespace migrate::migc
