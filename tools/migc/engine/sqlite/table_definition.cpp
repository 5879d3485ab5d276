#include "migc/engine/sqlite/table_definition.h"

#include <fmt/format.h>
#include <sqlite3.h>

#include <algorithm>
#include <utility>

#include "engine/characters.h"
#include "engine/name_tokens.h"
#include "engine/names.h"
#include "engine/sql_text.h"
#include "migc/engine/sqlite/create_table_parser.h"
#include "migc/engine/sqlite/token_reader.h"

namespace migrate::migc {

namespace {

bool is_plain_word(std::string_view name) {
  return !name.empty() && core::is_word_start(name.front()) && std::ranges::all_of(name, [](unsigned char c) {
    return c < 0x80 && (core::is_word_start(static_cast<char>(c)) || core::is_digit(static_cast<char>(c)));
  });
}

auto same_kind(ConstraintKind kind) {
  return [kind](const Constraint& constraint) { return constraint.kind == kind; };
}

auto same_name(std::string_view name) {
  return [name](const Constraint& constraint) {
    return !constraint.name.empty() && is_same_name(constraint.name, name);
  };
}

bool are_same_names(const std::vector<std::string>& a, const std::vector<std::string>& b) {
  return std::ranges::equal(a, b, is_same_name);
}

// The lists of constraints in which a constraint of the table can be: its own, and those of its columns.
template <typename Table, typename Visit>
void for_each_list(Table& table, const Visit& visit) {
  for (auto& column : table.columns) visit(column.constraints);
  visit(table.constraints);
}

template <typename Condition>
bool drop_from_table(TableDefinition& table, const Condition& condition) {
  std::size_t dropped = 0;
  for_each_list(table, [&](std::vector<Constraint>& list) { dropped += std::erase_if(list, condition); });
  return dropped > 0;
}

const Constraint* find_table_primary_key(const TableDefinition& table) {
  const auto found = std::ranges::find_if(table.constraints, same_kind(ConstraintKind::primary_key));
  return found == table.constraints.end() ? nullptr : &*found;
}

bool contains_word(std::string_view sql, std::string_view keyword) {
  const SqliteTokens tokens(sql);
  for (std::size_t i = 0; i < tokens.size(); ++i)
    if (tokens.is_word(i, keyword)) return true;
  return false;
}

// INTEGER PRIMARY KEY DESC on a column is no rowid, by an old mistake that SQLite keeps.
bool is_rowid_key(const Constraint& key) {
  return !key.columns.empty() || !contains_word(key.text, "DESC");
}

bool is_integer(std::string_view type) {
  const SqliteTokens tokens(type);
  return tokens.size() == 1 && tokens.is_name(0) && core::equal_ignoring_case(tokens.name(0), "INTEGER");
}

std::string without_word(std::string_view sql, std::string_view keyword) {
  const SqliteTokens tokens(sql);
  std::string kept(sql);
  for (std::size_t i = tokens.size(); i-- > 1;)
    if (tokens.is_word(i, keyword)) kept.erase(tokens[i - 1].end, tokens[i].end - tokens[i - 1].end);
  return kept;
}

// Within the parenthesis of a table's constraint, after that of a column.
std::string with_autoincrement(const Constraint& key) {
  if (key.columns.empty()) return key.text + " AUTOINCREMENT";
  const SqliteTokens tokens(key.text);
  const std::size_t close = tokens[tokens.after_parenthesis(2) - 1].begin;
  return key.text.substr(0, close) + " AUTOINCREMENT" + key.text.substr(close);
}

// The condition of CHECK (...), its parentheses included.
std::string_view condition_of(const SqliteTokens& check) {
  return check.text(1, check.after_parenthesis(1));
}

}  // namespace

std::optional<TableDefinition> parse_create_table(std::string_view sql) {
  const SqliteTokens tokens(sql);
  return CreateTableParser(tokens).parse_statement();
}

std::optional<ColumnDefinition> parse_column(std::string_view sql) {
  const SqliteTokens tokens(sql);
  return CreateTableParser(tokens).parse_lone_column();
}

std::string to_sql(const TableDefinition& table) {
  std::string parts;
  const auto add = [&](const std::string& part) { parts += (parts.empty() ? "\n  " : ",\n  ") + part; };
  for (const ColumnDefinition& column : table.columns) add(to_sql(column));
  for (const Constraint& constraint : table.constraints) add(to_sql(constraint));
  std::string options;
  if (table.strict) options += " STRICT";
  if (table.without_rowid) options += options.empty() ? " WITHOUT ROWID" : ", WITHOUT ROWID";
  return fmt::format("CREATE TABLE {} ({}\n){}", sql_name(table.name), parts, options);
}

std::string to_sql(const ColumnDefinition& column) {
  std::string sql = sql_name(column.name);
  if (!column.type.empty()) sql += ' ' + column.type;
  for (const Constraint& constraint : column.constraints) sql += ' ' + to_sql(constraint);
  return sql;
}

std::string to_sql(const Constraint& constraint) {
  if (constraint.name.empty()) return constraint.text;
  return fmt::format("CONSTRAINT {} {}", sql_name(constraint.name), constraint.text);
}

std::string sql_name(std::string_view name) {
  if (is_plain_word(name) && sqlite3_keyword_check(name.data(), static_cast<int>(name.size())) == 0)
    return std::string(name);
  return core::quoted_name(name);
}

bool is_same_name(std::string_view a, std::string_view b) noexcept {
  return core::is_same_name(Dialect::sqlite, a, b);
}

const ColumnDefinition* find_column(const TableDefinition& table, std::string_view name) {
  const auto found = std::ranges::find_if(
      table.columns, [&](const ColumnDefinition& column) { return is_same_name(column.name, name); });
  return found == table.columns.end() ? nullptr : &*found;
}

ColumnDefinition* find_column(TableDefinition& table, std::string_view name) {
  return const_cast<ColumnDefinition*>(find_column(std::as_const(table), name));
}

const Constraint* find_constraint(const ColumnDefinition& column, ConstraintKind kind) {
  const auto found = std::ranges::find_if(column.constraints, same_kind(kind));
  return found == column.constraints.end() ? nullptr : &*found;
}

const Constraint* find_constraint(const TableDefinition& table, std::string_view name) {
  const Constraint* found = nullptr;
  for_each_list(table, [&](const std::vector<Constraint>& list) {
    const auto place = std::ranges::find_if(list, same_name(name));
    if (found == nullptr && place != list.end()) found = &*place;
  });
  return found;
}

std::vector<std::string> constraint_names(const TableDefinition& table) {
  std::vector<std::string> names;
  for_each_list(table, [&](const std::vector<Constraint>& list) {
    for (const Constraint& constraint : list)
      if (!constraint.name.empty()) names.push_back(constraint.name);
  });
  return names;
}

bool is_generated(const ColumnDefinition& column) {
  return find_constraint(column, ConstraintKind::generated) != nullptr;
}

bool is_nullable(const ColumnDefinition& column) {
  return find_constraint(column, ConstraintKind::not_null) == nullptr;
}

std::vector<std::string> primary_key_columns(const TableDefinition& table) {
  if (const Constraint* key = find_table_primary_key(table)) return key->columns;
  for (const ColumnDefinition& column : table.columns)
    if (find_constraint(column, ConstraintKind::primary_key) != nullptr) return {column.name};
  return {};
}

const ColumnDefinition* rowid_column(const TableDefinition& table) {
  const std::vector<std::string> key = primary_key_columns(table);
  if (table.without_rowid || key.size() != 1) return nullptr;
  const ColumnDefinition* column = find_column(table, key.front());
  if (column == nullptr || !is_integer(column->type)) return nullptr;
  const Constraint* own = find_constraint(*column, ConstraintKind::primary_key);
  return own == nullptr || is_rowid_key(*own) ? column : nullptr;
}

bool has_autoincrement(const TableDefinition& table) {
  bool found = false;
  for_each_list(table, [&](const std::vector<Constraint>& list) {
    for (const Constraint& constraint : list)
      if (constraint.kind == ConstraintKind::primary_key)
        found = found || contains_word(constraint.text, "AUTOINCREMENT");
  });
  return found;
}

void set_constraint(ColumnDefinition& column, Constraint constraint) {
  const auto place = std::ranges::find_if(column.constraints, same_kind(constraint.kind));
  if (place == column.constraints.end())
    column.constraints.push_back(std::move(constraint));
  else
    *place = std::move(constraint);
}

bool drop_constraint(ColumnDefinition& column, ConstraintKind kind) {
  return std::erase_if(column.constraints, same_kind(kind)) > 0;
}

void set_nullable(ColumnDefinition& column, bool nullable) {
  if (nullable == is_nullable(column)) return;
  drop_constraint(column, nullable ? ConstraintKind::not_null : ConstraintKind::nullable);
  if (!nullable) set_constraint(column, {ConstraintKind::not_null, "", "NOT NULL"});
}

void set_default(ColumnDefinition& column, const std::optional<std::string>& expression) {
  if (expression)
    set_constraint(column, {ConstraintKind::default_value, "", "DEFAULT " + *expression});
  else
    drop_constraint(column, ConstraintKind::default_value);
}

void set_collation(ColumnDefinition& column, const std::optional<std::string>& collation) {
  if (collation)
    set_constraint(column, {ConstraintKind::collate, "", "COLLATE " + sql_name(*collation)});
  else
    drop_constraint(column, ConstraintKind::collate);
}

bool set_autoincrement(TableDefinition& table, bool on) {
  if (rowid_column(table) == nullptr) return false;
  if (on == has_autoincrement(table)) return true;
  for_each_list(table, [&](std::vector<Constraint>& list) {
    for (Constraint& constraint : list)
      if (constraint.kind == ConstraintKind::primary_key)
        constraint.text =
            on ? with_autoincrement(constraint) : without_word(constraint.text, "AUTOINCREMENT");
  });
  return true;
}

bool drop_column(TableDefinition& table, std::string_view name) {
  return std::erase_if(table.columns,
                       [&](const ColumnDefinition& column) { return is_same_name(column.name, name); }) > 0;
}

bool drop_constraint(TableDefinition& table, std::string_view name) {
  return drop_from_table(table, same_name(name));
}

bool rename_constraint(TableDefinition& table, std::string_view name, std::string_view new_name) {
  bool found = false;
  for_each_list(table, [&](std::vector<Constraint>& list) {
    const auto place = std::ranges::find_if(list, same_name(name));
    if (found || place == list.end()) return;
    place->name = new_name;
    found = true;
  });
  return found;
}

bool drop_primary_key(TableDefinition& table) {
  return drop_from_table(table, same_kind(ConstraintKind::primary_key));
}

bool drop_unnamed(TableDefinition& table, ConstraintKind kind, const std::vector<std::string>& columns) {
  const ConstraintKind own_kind = kind == ConstraintKind::foreign_key ? ConstraintKind::references : kind;
  std::size_t dropped = std::erase_if(table.constraints, [&](const Constraint& constraint) {
    return constraint.kind == kind && constraint.name.empty() && are_same_names(constraint.columns, columns);
  });
  ColumnDefinition* column = columns.size() == 1 ? find_column(table, columns.front()) : nullptr;
  if (column != nullptr)
    dropped += std::erase_if(column->constraints, [&](const Constraint& constraint) {
      return constraint.kind == own_kind && constraint.name.empty();
    });
  return dropped > 0;
}

bool drop_unnamed_check(TableDefinition& table, std::string_view condition) {
  const std::string wanted = fmt::format("({})", condition);
  return drop_from_table(table, [&](const Constraint& constraint) {
    return constraint.kind == ConstraintKind::check && constraint.name.empty() &&
           have_same_tokens(condition_of(SqliteTokens(constraint.text)), wanted);
  });
}

}  // namespace migrate::migc
