#include "migc/engine/sqlite/table_change.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "migc/engine/sqlite/rebuild.h"
#include "migc/engine/sqlite/token_reader.h"

namespace migrate::migc {

namespace {

// Nothing but the constant itself: +1, 'x', x'00', NULL, TRUE. CURRENT_TIMESTAMP and (expressions) are none.
bool is_constant(const Constraint& default_value) {
  const SqliteTokens tokens(default_value.text);
  return !tokens.is_symbol(1, '(') && !tokens.is_word(1, "CURRENT_TIMESTAMP") &&
         !tokens.is_word(1, "CURRENT_DATE") && !tokens.is_word(1, "CURRENT_TIME");
}

bool is_null(const Constraint* default_value) {
  return default_value == nullptr || SqliteTokens(default_value->text).is_word(1, "NULL");
}

bool is_stored(const Constraint& generated) {
  const SqliteTokens tokens(generated.text);
  return tokens.is_word(tokens.size() - 1, "STORED");
}

bool is_same(const Constraint& a, const Constraint& b) {
  return a.name == b.name && a.text == b.text;
}

bool is_same(const ColumnDefinition& a, const ColumnDefinition& b) {
  return is_same_name(a.name, b.name) && a.type == b.type &&
         std::ranges::equal(a.constraints, b.constraints,
                            [](const Constraint& x, const Constraint& y) { return is_same(x, y); });
}

bool is_same_apart_from_columns(const TableDefinition& a, const TableDefinition& b) {
  return a.strict == b.strict && a.without_rowid == b.without_rowid &&
         std::ranges::equal(a.constraints, b.constraints,
                            [](const Constraint& x, const Constraint& y) { return is_same(x, y); });
}

using Columns = std::vector<ColumnDefinition>;

// The first columns of `longer`, and in the same order.
bool starts_with(const Columns& longer, const Columns& columns) {
  return longer.size() >= columns.size() &&
         std::equal(columns.begin(), columns.end(), longer.begin(),
                    [](const ColumnDefinition& a, const ColumnDefinition& b) { return is_same(a, b); });
}

// The columns of `before` that `after` does not have, by name.
Columns find_dropped(const TableChange& change) {
  Columns dropped;
  for (const ColumnDefinition& column : change.before.columns)
    if (find_column(change.after, column.name) == nullptr) dropped.push_back(column);
  return dropped;
}

// ALTER TABLE for a change that only adds columns at the end and drops others; nothing for one that does
// more. A lone column can be dropped and added again, so the kept ones have to be the same ones.
std::optional<std::vector<std::string>> native_statements(const TableChange& change) {
  if (!change.sources.empty() || !is_same_apart_from_columns(change.before, change.after))
    return std::nullopt;
  const Columns dropped = find_dropped(change);
  Columns kept = change.before.columns;
  std::erase_if(kept, [&](const ColumnDefinition& column) {
    return find_column(change.after, column.name) == nullptr;
  });
  if (!starts_with(change.after.columns, kept)) return std::nullopt;

  std::vector<std::string> statements;
  const std::string table = sql_name(change.before.name);
  for (std::size_t i = kept.size(); i < change.after.columns.size(); ++i) {
    const ColumnDefinition& column = change.after.columns[i];
    if (!can_be_added_natively(column)) return std::nullopt;
    statements.push_back(fmt::format("ALTER TABLE {} ADD COLUMN {}", table, to_sql(column)));
  }
  for (const ColumnDefinition& column : dropped)
    statements.push_back(fmt::format("ALTER TABLE {} DROP COLUMN {}", table, sql_name(column.name)));
  return statements;
}

// An index on a column that goes would make the rebuild fail with a message about CREATE INDEX.
std::optional<EngineError> find_used_column(const SqliteSchema& schema, const TableChange& change) {
  for (const SchemaObject& index : schema.indexes_of(change.before.name))
    for (const std::string& column : schema.index_columns(index.name))
      if (!column.empty() && find_column(change.after, column) == nullptr)
        return EngineError{
            fmt::format("the index \"{}\" uses the column \"{}\"; drop the index first", index.name, column),
            std::nullopt, index.sql};
  return std::nullopt;
}

TableStatements rebuild(const SqliteSchema& schema, const TableChange& change) {
  TableStatements result{.statements = rebuild_statements(schema, change), .rebuilds = true};
  result.error = find_used_column(schema, change);
  if (!result.error) result.error = schema.find_error(result.statements);
  if (result.error) result.statements.clear();
  return result;
}

}  // namespace

TableChange begin_change(const SqliteSchema& schema, std::string_view table) {
  TableDefinition definition = schema.find_table(table).value();
  return {.before = definition, .after = definition};
}

TableStatements change_table(const SqliteSchema& schema, const TableChange& change) {
  std::optional<std::vector<std::string>> native = native_statements(change);
  if (native && !schema.find_error(*native)) return {.statements = std::move(*native)};
  return rebuild(schema, change);
}

bool can_be_added_natively(const ColumnDefinition& column) {
  const auto has = [&](ConstraintKind kind) { return find_constraint(column, kind) != nullptr; };
  if (has(ConstraintKind::primary_key) || has(ConstraintKind::unique)) return false;
  if (const Constraint* generated = find_constraint(column, ConstraintKind::generated))
    return !is_stored(*generated);
  const Constraint* value = find_constraint(column, ConstraintKind::default_value);
  if (value != nullptr && !is_constant(*value)) return false;
  if (!is_nullable(column) && is_null(value)) return false;
  return !has(ConstraintKind::references) || is_null(value);
}

std::string rename_table_statement(std::string_view table, std::string_view new_name) {
  return fmt::format("ALTER TABLE {} RENAME TO {}", sql_name(table), sql_name(new_name));
}

std::string rename_column_statement(std::string_view table, std::string_view column,
                                    std::string_view new_name) {
  return fmt::format("ALTER TABLE {} RENAME COLUMN {} TO {}", sql_name(table), sql_name(column),
                     sql_name(new_name));
}

}  // namespace migrate::migc
