#include "migc/catalogue/sqlite_objects.h"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <sqlite3.h>

#include <algorithm>
#include <optional>
#include <span>
#include <string_view>
#include <utility>

#include "engine/characters.h"
#include "engine/sql_text.h"
#include "migc/engine/sqlite/own_columns.h"
#include "migc/engine/sqlite/table_definition.h"
#include "migc/engine/sqlite/token_reader.h"
#include "sqlite/schema_text.h"
#include "sqlite/statement_handle.h"

namespace migrate::migc {

namespace {

using sqlite::normalised;
using sqlite::StatementHandle;
using Names = std::vector<std::string>;

constexpr std::int64_t generated_stored = 3;  // in PRAGMA table_xinfo

StatementHandle ask(sqlite3* db, std::string_view pragma, const std::string& name) {
  return {db, fmt::format("PRAGMA main.{}({})", pragma, core::quoted_name(name)), sqlite::During::looking};
}

CatalogueObject object(ObjectKind kind, const std::string& table, std::string name) {
  std::string identity = core::to_lower(table) + '\0' + core::to_lower(name);
  return {.kind = kind, .table = table, .name = std::move(name), .identity = std::move(identity)};
}

void state(CatalogueObject& object, std::string_view fact, std::string value) {
  if (!value.empty()) object.facts.push_back({std::string(fact), std::move(value)});
}

std::string yes_if(bool is_so) {
  return is_so ? "yes" : "";
}

// FALSE and TRUE are the numbers 0 and 1. In quotes they are texts.
std::string default_value(const std::string& text) {
  if (core::equal_ignoring_case(text, "FALSE")) return "0";
  if (core::equal_ignoring_case(text, "TRUE")) return "1";
  return normalised(text);
}

std::string as_name(const std::string& name) {
  return normalised(core::quoted_name(name));
}

bool is_binary(const std::string& collation) {
  return collation.empty() || core::equal_ignoring_case(collation, "BINARY");
}

std::string in_parenthesis(const Names& names) {
  return '(' + fmt::format("{}", fmt::join(names, ", ")) + ')';
}

// The first parenthesis of a constraint's text.
std::string parenthesis_in(std::string_view text) {
  const SqliteTokens tokens(text);
  for (std::size_t i = 0; i < tokens.size(); ++i)
    if (tokens.is_symbol(i, '(')) return normalised(tokens.text(i, tokens.after_parenthesis(i)));
  return {};
}

// What follows ON CONFLICT; nothing for what SQLite does anyway.
std::string conflict_in(std::string_view text) {
  const SqliteTokens tokens(text);
  for (std::size_t i = 0; i + 2 < tokens.size(); ++i)
    if (tokens.is_word(i, "ON") && tokens.is_word(i + 1, "CONFLICT") && !tokens.is_word(i + 2, "ABORT"))
      return core::to_lower(tokens.text(i + 2));
  return {};
}

// A constraint of a table, also where it is written with its only column.
struct PlacedConstraint {
  const Constraint* constraint;
  Names columns;
};

std::vector<PlacedConstraint> constraints_of(const TableDefinition& table,
                                             std::initializer_list<ConstraintKind> kinds) {
  const auto is_meant = [&](const Constraint& constraint) {
    return std::ranges::find(kinds, constraint.kind) != kinds.end();
  };
  std::vector<PlacedConstraint> found;
  for (const ColumnDefinition& column : table.columns)
    for (const Constraint& constraint : column.constraints)
      if (is_meant(constraint)) found.push_back({&constraint, {column.name}});
  for (const Constraint& constraint : table.constraints)
    if (is_meant(constraint)) found.push_back({&constraint, constraint.columns});
  return found;
}

// Each is found once, so that of two that say the same each gets its own.
const Constraint* take(std::vector<PlacedConstraint>& constraints, const Names& columns) {
  const auto found = std::ranges::find_if(constraints, [&](const PlacedConstraint& each) {
    return std::ranges::equal(each.columns, columns, is_same_name);
  });
  if (found == constraints.end()) return nullptr;
  const Constraint* constraint = found->constraint;
  constraints.erase(found);
  return constraint;
}

void state_constraint(CatalogueObject& object, const Constraint* constraint) {
  if (constraint == nullptr) return;
  state(object, "on conflict", conflict_in(constraint->text));
  state(object, "name", constraint->name.empty() ? "" : as_name(constraint->name));
}

struct IndexColumns {
  Names names;  // empty for an expression
  Names texts;  // with order and collation
};

// `expressions`: the texts of all columns, from which those are taken that have no name.
IndexColumns columns_of(sqlite3* db, const std::string& index, const Names& expressions = {}) {
  IndexColumns columns;
  StatementHandle row = ask(db, "index_xinfo", index);
  while (row.step()) {
    if (row.column_number(5) == 0) continue;
    const std::string name = row.column_text(2);
    const std::size_t number = columns.names.size();
    columns.names.push_back(name);
    columns.texts.push_back(
        (name.empty() && number < expressions.size() ? expressions[number] : as_name(name)) +
        (row.column_number(3) != 0 ? " desc" : "") +
        (is_binary(row.column_text(4)) ? "" : " collate " + as_name(row.column_text(4))));
  }
  return columns;
}

// What a foreign key refers to that names no columns. None where the table does not exist.
Names primary_key_of(sqlite3* db, const std::string& table) {
  Names key;
  StatementHandle row = ask(db, "table_info", table);
  while (row.step()) {
    const auto place = static_cast<std::size_t>(row.column_number(5));
    key.resize(std::max(key.size(), place));
    if (place > 0) key[place - 1] = as_name(row.column_text(1));
  }
  return key;
}

class TableReader {
 public:
  TableReader(sqlite3* db, const StoredStatement& statement)
      : db_(db), table_(statement.name), definition_(parse_create_table(statement.sql)) {
    if (!definition_) definition_ = TableDefinition{.name = table_};
  }

  std::vector<CatalogueObject> read() {
    objects_.push_back(object(ObjectKind::table, "", table_));
    state(objects_.front(), "strict", yes_if(definition_->strict));
    state(objects_.front(), "without rowid", yes_if(definition_->without_rowid));
    read_columns();
    read_indexes();
    read_checks();
    read_foreign_keys();
    return std::move(objects_);
  }

 private:
  // Also the primary key, whose columns are counted from 1 in its order.
  void read_columns() {
    Names key;
    StatementHandle row = ask(db_, "table_xinfo", table_);
    while (row.step()) {
      CatalogueObject column = object(ObjectKind::column, table_, row.column_text(1));
      state(column, "type", normalised(row.column_text(2)));
      state(column, "not null", yes_if(row.column_number(3) != 0));
      state(column, "default", default_value(row.column_text(4)));
      state_text(column, row.column_number(6));
      const auto place = static_cast<std::size_t>(row.column_number(5));
      key.resize(std::max(key.size(), place));
      if (place > 0) key[place - 1] = column.name;
      objects_.front().order.push_back(as_name(column.name));
      objects_.push_back(std::move(column));
    }
    if (!key.empty()) add_primary_key(key);
  }

  void state_text(CatalogueObject& column, std::int64_t hidden) {
    state(column, "collation", collation_of(column.name));
    const ColumnDefinition* definition = find_column(*definition_, column.name);
    if (definition == nullptr) return;
    for (const Constraint& constraint : definition->constraints) {
      if (constraint.kind == ConstraintKind::generated)
        state(column, "generated as",
              parenthesis_in(constraint.text) + (hidden == generated_stored ? " stored" : " virtual"));
      if (constraint.kind == ConstraintKind::not_null) {
        state(column, "on conflict", conflict_in(constraint.text));
        state(column, "name of not null", constraint.name);
      }
    }
  }

  std::string collation_of(const std::string& column) {
    const char* found = nullptr;
    sqlite3_table_column_metadata(db_, "main", table_.c_str(), column.c_str(), nullptr, &found, nullptr,
                                  nullptr, nullptr);
    return found == nullptr || is_binary(found) ? "" : as_name(found);
  }

  void add_primary_key(const Names& columns) {
    Names names;
    for (const std::string& column : columns) names.push_back(as_name(column));
    CatalogueObject key = object(ObjectKind::primary_key, table_, "");
    state(key, "columns", in_parenthesis(names));
    state(key, "autoincrement", yes_if(has_autoincrement(*definition_)));
    auto constraints = constraints_of(*definition_, {ConstraintKind::primary_key});
    state_constraint(key, take(constraints, columns));
    objects_.push_back(std::move(key));
  }

  // Those that constraints have, of which the catalogue keeps no text.
  void read_indexes() {
    auto constraints = constraints_of(*definition_, {ConstraintKind::unique});
    StatementHandle row = ask(db_, "index_list", table_);
    while (row.step()) {
      if (row.column_text(3) == "u") add_unique(row.column_text(1), constraints);
      if (row.column_text(3) == "pk") state_order_of_key(row.column_text(1));
    }
  }

  void add_unique(const std::string& index, std::vector<PlacedConstraint>& constraints) {
    const IndexColumns columns = columns_of(db_, index);
    CatalogueObject unique = object(ObjectKind::unique, table_, in_parenthesis(columns.texts));
    state_constraint(unique, take(constraints, columns.names));
    objects_.push_back(std::move(unique));
  }

  void state_order_of_key(const std::string& index) {
    const auto key = std::ranges::find(objects_, ObjectKind::primary_key, &CatalogueObject::kind);
    key->facts.front().value = in_parenthesis(columns_of(db_, index).texts);
  }

  void read_checks() {
    for (const PlacedConstraint& each : constraints_of(*definition_, {ConstraintKind::check})) {
      const std::string text = without_qualifier(each.constraint->text, table_);
      CatalogueObject check = object(ObjectKind::check, table_, parenthesis_in(text));
      check.identity = core::to_lower(table_) + '\0' + check.name;  // a literal's case counts
      state(check, "name", each.constraint->name.empty() ? "" : as_name(each.constraint->name));
      objects_.push_back(std::move(check));
    }
  }

  // A key of several columns is several rows, counted from 0.
  void read_foreign_keys() {
    struct Key {
      Names columns, referred;
      std::string table, on_update, on_delete;
    };
    std::vector<Key> keys;
    StatementHandle row = ask(db_, "foreign_key_list", table_);
    while (row.step()) {
      if (row.column_number(1) == 0) keys.emplace_back();
      Key& key = keys.back();
      key.columns.push_back(row.column_text(3));
      if (const std::string column = row.column_text(4); !column.empty())
        key.referred.push_back(as_name(column));
      key.table = row.column_text(2);
      key.on_update = row.column_text(5);
      key.on_delete = row.column_text(6);
    }
    auto constraints =
        constraints_of(*definition_, {ConstraintKind::references, ConstraintKind::foreign_key});
    std::ranges::reverse(keys);  // SQLite lists the last one first
    for (const Key& key : keys) {
      CatalogueObject object =
          migc::object(ObjectKind::foreign_key, table_,
                       fmt::format("({}) references {}", fmt::join(key.columns, ", "), key.table));
      const Names referred = key.referred.empty() ? primary_key_of(db_, key.table) : key.referred;
      state(object, "columns of " + key.table, referred.empty() ? "" : in_parenthesis(referred));
      state_action(object, "on update", key.on_update);
      state_action(object, "on delete", key.on_delete);
      state_constraint_of_key(object, take(constraints, key.columns));
      objects_.push_back(std::move(object));
    }
  }

  static void state_action(CatalogueObject& key, std::string_view fact, const std::string& action) {
    if (action != "NO ACTION") state(key, fact, core::to_lower(action));
  }

  static void state_constraint_of_key(CatalogueObject& key, const Constraint* constraint) {
    if (constraint == nullptr) return;
    const SqliteTokens tokens(constraint->text);
    for (std::size_t i = 0; i + 1 < tokens.size(); ++i)
      if (tokens.is_word(i, "INITIALLY") && tokens.is_word(i + 1, "DEFERRED") &&
          !(i > 1 && tokens.is_word(i - 2, "NOT")))
        state(key, "deferred", "yes");
    state(key, "name", constraint->name.empty() ? "" : as_name(constraint->name));
  }

  sqlite3* db_;
  std::string table_;
  std::optional<TableDefinition> definition_;
  std::vector<CatalogueObject> objects_;
};

// The texts between the commas of an index's parenthesis, and what follows it.
struct IndexText {
  Names parts;
  std::string condition;
};

// Without what SQLite tells itself: order and collation.
std::string without_order(const SqliteTokens& tokens, std::size_t first, std::size_t last) {
  if (last > first && (tokens.is_word(last - 1, "ASC") || tokens.is_word(last - 1, "DESC"))) --last;
  if (last > first + 2 && tokens.is_word(last - 2, "COLLATE")) last -= 2;
  return normalised(tokens.text(first, last));
}

IndexText take_apart(std::string_view sql) {
  const SqliteTokens tokens(sql);
  IndexText text;
  std::size_t open = 0;
  while (open < tokens.size() && !tokens.is_symbol(open, '(')) ++open;
  if (open == tokens.size()) return text;
  const std::size_t after = tokens.after_parenthesis(open);
  std::size_t first = open + 1;
  for (std::size_t i = first; i < after; ++i) {
    if (tokens.is_symbol(i, '('))
      i = tokens.after_parenthesis(i) - 1;
    else if (tokens.is_symbol(i, ',') || i + 1 == after) {
      text.parts.push_back(without_order(tokens, first, i));
      first = i + 1;
    }
  }
  if (tokens.is_word(after, "WHERE")) text.condition = normalised(tokens.text(after + 1, tokens.size()));
  return text;
}

CatalogueObject index_object(sqlite3* db, const StoredStatement& statement) {
  CatalogueObject index = object(ObjectKind::index, statement.table, statement.name);
  const IndexText text = take_apart(statement.sql);
  state(index, "columns", in_parenthesis(columns_of(db, statement.name, text.parts).texts));
  state(index, "unique", yes_if(SqliteTokens(statement.sql).is_word(1, "UNIQUE")));
  state(index, "where", text.condition);
  return index;
}

// After its name, which its identity has: a rename changes nothing else.
std::string definition_of(const StoredStatement& statement) {
  const SqliteTokens tokens(statement.sql);
  const std::size_t after_name = statement.is_virtual ? 4 : 3;
  return normalised(tokens.text(std::min(after_name, tokens.size()), tokens.size()));
}

std::vector<CatalogueObject> with_definition(ObjectKind kind, const std::string& table,
                                             const StoredStatement& statement) {
  CatalogueObject result = object(kind, table, statement.name);
  state(result, "definition", definition_of(statement));
  return {std::move(result)};
}

}  // namespace

std::vector<CatalogueObject> objects_of(sqlite3* db, const StoredStatement& statement) {
  if (statement.is_virtual) return with_definition(ObjectKind::virtual_table, "", statement);
  if (statement.type == "view") return with_definition(ObjectKind::view, "", statement);
  if (statement.type == "trigger") return with_definition(ObjectKind::trigger, statement.table, statement);
  if (statement.type == "index") return {index_object(db, statement)};
  return TableReader(db, statement).read();
}

}  // namespace migrate::migc
