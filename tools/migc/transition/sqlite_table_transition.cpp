#include "migc/transition/sqlite_table_transition.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <utility>
#include <variant>

#include "engine/sql_text.h"
#include "migc/engine/sqlite/rebuild.h"
#include "migc/engine/sqlite/table_change.h"
#include "migc/transition/sqlite_alter.h"
#include "migc/transition/sqlite_row_effects.h"
#include "migc/transition/sqlite_stored_objects.h"

namespace migrate::migc {

namespace {

using ColumnPointers = std::vector<const ColumnDefinition*>;

// The columns of `table` that `other` does not have.
ColumnPointers columns_beyond(const TableDefinition& table, const TableDefinition& other) {
  ColumnPointers found;
  for (const ColumnDefinition& column : table.columns)
    if (find_column(other, column.name) == nullptr) found.push_back(&column);
  return found;
}

// The constraints of a kind that are written with one of the columns.
std::ptrdiff_t count_with(const ColumnPointers& columns, ConstraintKind kind) {
  std::ptrdiff_t count = 0;
  for (const ColumnDefinition* column : columns)
    count += std::ranges::count(column->constraints, kind, &Constraint::kind);
  return count;
}

std::ptrdiff_t count_of(const std::vector<Difference>& differences, DifferenceKind kind, ObjectKind object) {
  return std::ranges::count_if(differences, [&](const Difference& difference) {
    return difference.kind == kind && difference.object == object;
  });
}

// Whether all that differs are whole columns, with the constraints that are written with them.
bool differs_in_columns_only(const TableTransition& table) {
  const std::pair<DifferenceKind, ColumnPointers> columns[] = {
      {DifferenceKind::missing, columns_beyond(table.wanted, table.now)},
      {DifferenceKind::left_over, columns_beyond(table.now, table.wanted)}};
  std::ptrdiff_t explained = 0;
  for (const auto& [kind, those] : columns) {
    const std::ptrdiff_t checks = count_of(table.differences, kind, ObjectKind::check);
    const std::ptrdiff_t keys = count_of(table.differences, kind, ObjectKind::foreign_key);
    if (checks != count_with(those, ConstraintKind::check) ||
        keys != count_with(those, ConstraintKind::references))
      return false;
    explained += checks + keys + count_of(table.differences, kind, ObjectKind::column);
  }
  return explained == static_cast<std::ptrdiff_t>(table.differences.size());
}

bool has_triggers(WorkDatabase& work, const std::string& table) {
  return !work.query(fmt::format("SELECT 1 FROM main.sqlite_master WHERE type = 'trigger' AND tbl_name = {}"
                                 " COLLATE NOCASE LIMIT 1",
                                 core::string_literal(table)))
              .empty();
}

// Columns are added first, since a table cannot lose its last one.
std::optional<std::vector<std::string>> alter_statements(WorkDatabase& work, const TableTransition& table) {
  std::vector<std::string> statements;
  const std::string name = sql_name(table.now.name);
  for (const ColumnDefinition* column : columns_beyond(table.wanted, table.now)) {
    if (!can_be_added_natively(*column)) return std::nullopt;
    statements.push_back(fmt::format("ALTER TABLE {} ADD COLUMN {}", name, to_sql(*column)));
  }
  if (!table.sources.empty() && has_triggers(work, table.now.name)) return std::nullopt;
  for (const auto& [column, value] : table.sources)
    statements.push_back(fmt::format("UPDATE {} SET {} = {}", name, sql_name(column), value));
  for (const ColumnDefinition* column : columns_beyond(table.now, table.wanted))
    statements.push_back(fmt::format("ALTER TABLE {} DROP COLUMN {}", name, sql_name(column->name)));
  return statements;
}

RebuiltParts parts_of(WorkDatabase& work, const std::string& table) {
  RebuiltParts parts{
      .statements = {},
      .has_statistics =
          !work.query("SELECT 1 FROM main.sqlite_master WHERE name = 'sqlite_stat1' LIMIT 1").empty()};
  for (const Row& row : work.query(
           fmt::format("SELECT sql FROM main.sqlite_master WHERE type IN ('index', 'trigger') AND sql IS"
                       " NOT NULL AND tbl_name = {} COLLATE NOCASE ORDER BY type, rowid",
                       core::string_literal(table))))
    parts.statements.push_back(std::get<std::string>(row[0]));
  return parts;
}

// Nothing where it is not understood.
std::optional<TableDefinition> definition_now(WorkDatabase& work, const std::string& table) {
  const Rows rows = work.query(
      fmt::format("SELECT sql FROM main.sqlite_master WHERE type = 'table' AND name = {} COLLATE NOCASE",
                  core::string_literal(table)));
  return rows.empty() ? std::nullopt : parse_create_table(std::get<std::string>(rows[0][0]));
}

// An INSERT needs a column to write, also where the tables have none in common and no rowid.
void give_a_source(TableChange& change) {
  const auto is_copied = [&](const ColumnDefinition& column) {
    return !is_generated(column) &&
           (find_column(change.before, column.name) != nullptr || change.sources.contains(column.name));
  };
  const bool has_rowids = !change.before.without_rowid && !change.after.without_rowid;
  if (has_rowids || std::ranges::any_of(change.after.columns, is_copied)) return;
  const auto column = std::ranges::find_if_not(change.after.columns, is_generated);
  if (column != change.after.columns.end()) change.sources[column->name] = default_expression(*column);
}

}  // namespace

bool alter_table(WorkDatabase& work, const TableTransition& table) {
  if (!differs_in_columns_only(table)) return false;
  const std::optional<std::vector<std::string>> statements = alter_statements(work, table);
  return statements && work.try_all([&] {
    return std::ranges::none_of(
        *statements, [&](const std::string& statement) { return try_alter(work, statement).has_value(); });
  });
}

void rebuild_table(WorkDatabase& work, const TableTransition& table) {
  std::optional<TableDefinition> now = definition_now(work, table.now.name);
  if (!now) return work.refuse(fmt::format("the statement of table {} is not understood", table.now.name));
  TableChange change{.before = std::move(*now), .after = table.wanted, .sources = table.sources};
  change.after.name = change.before.name;
  give_a_source(change);
  work.run_rebuild({.first = 0,
                    .count = 0,
                    .before = to_sql(change.before),
                    .after = to_sql(change.after),
                    .sources = change.sources},
                   rebuild_statements(parts_of(work, table.now.name), change));
}

}  // namespace migrate::migc
