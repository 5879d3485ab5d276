#include "migc/rows/sqlite_shapes.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <optional>
#include <string_view>

#include "engine/characters.h"
#include "engine/name_tokens.h"
#include "engine/sql_text.h"
#include "migc/engine/sqlite/table_definition.h"
#include "migc/engine/sqlite/token_reader.h"
#include "migc/rows/sql_literals.h"

namespace migrate::migc {

namespace {

const std::string& text_in(const Row& row, std::size_t column) {
  static const std::string none;
  const std::string* text = std::get_if<std::string>(&row[column]);
  return text == nullptr ? none : *text;
}

std::int64_t number_in(const Row& row, std::size_t column) {
  const std::int64_t* number = std::get_if<std::int64_t>(&row[column]);
  return number == nullptr ? 0 : *number;
}

// Names of tables are the same in any case of letters.
std::string key_of(std::string_view table) {
  return core::quoted_name(core::to_lower(table));
}

bool contains_word(std::string_view type, std::initializer_list<std::string_view> parts) {
  return std::ranges::any_of(parts, [&](std::string_view part) { return type.find(part) != type.npos; });
}

// By what people mean with a type, which says more than the affinity that SQLite takes from it.
ValueKind kind_of(const std::string& declared) {
  const std::string type = core::to_lower(declared);
  if (contains_word(type, {"bool"})) return ValueKind::boolean;
  if (contains_word(type, {"json"})) return ValueKind::json;
  if (contains_word(type, {"uuid", "guid"})) return ValueKind::uuid;
  if (contains_word(type, {"datetime", "timestamp"})) return ValueKind::timestamp;
  if (contains_word(type, {"date"})) return ValueKind::date;
  if (contains_word(type, {"int"})) return ValueKind::integer;
  if (contains_word(type, {"char", "clob", "text"})) return ValueKind::text;
  if (contains_word(type, {"time"})) return ValueKind::time;
  if (contains_word(type, {"blob", "binary"})) return ValueKind::bytes;
  if (contains_word(type, {"real", "floa", "doub", "dec", "num"})) return ValueKind::number;
  return ValueKind::text;
}

// VARCHAR(40): SQLite does not hold anyone to it, but the program may.
std::size_t length_in(const std::string& type) {
  const std::size_t open = type.find('(');
  std::size_t length = 0;
  if (open != type.npos) std::from_chars(type.data() + open + 1, type.data() + type.size(), length);
  return length;
}

ColumnShape column_shape(const Row& row) {
  const std::string& type = text_in(row, 2);
  const ValueKind kind = kind_of(type);
  const bool is_key = number_in(row, 5) > 0;
  return {.name = text_in(row, 1),
          .kind = kind,
          .max_length = kind == ValueKind::text ? length_in(type) : 0,
          .is_nullable = number_in(row, 3) == 0 && !is_key,
          .is_given = number_in(row, 6) == 0};
}

// What is in the parenthesis of CHECK.
std::optional<std::string> condition_in(const Constraint& constraint) {
  const SqliteTokens tokens(constraint.text);
  for (std::size_t i = 0; i < tokens.size(); ++i)
    if (tokens.is_symbol(i, '(')) return std::string(tokens.text(i, tokens.after_parenthesis(i)));
  return std::nullopt;
}

void take_texts(const std::vector<Constraint>& constraints, TableShape& table) {
  for (const Constraint& constraint : constraints) {
    if (constraint.kind == ConstraintKind::generated) table.hints.push_back(constraint.text);
    if (constraint.kind != ConstraintKind::check) continue;
    if (std::optional<std::string> condition = condition_in(constraint))
      table.checks.push_back(std::move(*condition));
  }
}

void read_columns(ScratchDatabase& database, const std::string& name, TableShape& table) {
  for (const Row& row : database.query(fmt::format("PRAGMA table_xinfo({})", core::quoted_name(name)))) {
    if (number_in(row, 6) == 1) continue;  // of a virtual table
    if (const auto place = static_cast<std::size_t>(number_in(row, 5)); place > 0) {
      table.primary_key.resize(std::max(table.primary_key.size(), place));
      table.primary_key[place - 1] = table.columns.size();
    }
    table.columns.push_back(column_shape(row));
  }
}

void read_foreign_keys(ScratchDatabase& database, const std::string& name, TableShape& table) {
  for (const Row& row : database.query(fmt::format("PRAGMA foreign_key_list({})", core::quoted_name(name)))) {
    if (number_in(row, 1) == 0)
      table.foreign_keys.push_back({.columns = {}, .table = key_of(text_in(row, 2))});
    ForeignKeyShape& key = table.foreign_keys.back();
    const auto column = std::ranges::find_if(
        table.columns, [&](const ColumnShape& each) { return is_same_name(each.name, text_in(row, 3)); });
    key.columns.push_back(static_cast<std::size_t>(column - table.columns.begin()));
    if (const std::string& referred = text_in(row, 4); !referred.empty()) key.referred.push_back(referred);
  }
}

std::shared_ptr<const TableShape> read_table(ScratchDatabase& database, const std::string& name,
                                             const std::string& sql) {
  TableShape table{.name = key_of(name), .shown = name};
  read_columns(database, name, table);
  read_foreign_keys(database, name, table);
  if (const std::optional<TableDefinition> definition = parse_create_table(sql)) {
    take_texts(definition->constraints, table);
    for (const ColumnDefinition& column : definition->columns) take_texts(column.constraints, table);
  }
  return std::make_shared<const TableShape>(std::move(table));
}

// Where virtual tables keep their content.
NameSet shadow_tables(ScratchDatabase& database) {
  NameSet names;
  for (const Row& row : database.query("PRAGMA main.table_list"))
    if (text_in(row, 2) == "shadow") names.insert(text_in(row, 1));
  return names;
}

struct StoredTable {
  std::string name;
  std::string sql;
};

// Of virtual tables neither the content nor the tables that it is kept in.
std::vector<StoredTable> stored_tables(ScratchDatabase& database) {
  std::vector<StoredTable> tables;
  bool has_virtual = false;
  for (const Row& row : database.query("SELECT name, sql, rootpage FROM sqlite_master WHERE type = 'table'"
                                       " AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'"))
    if (number_in(row, 2) == 0)
      has_virtual = true;
    else
      tables.push_back({text_in(row, 0), text_in(row, 1)});
  if (!has_virtual) return tables;
  const NameSet shadows = shadow_tables(database);
  std::erase_if(tables, [&](const StoredTable& table) { return shadows.contains(table.name); });
  return tables;
}

}  // namespace

bool SqliteShapes::is_left_out(const std::string& table) const {
  return std::ranges::any_of(own_tables_, [&](const std::string& own) { return is_same_name(own, table); });
}

const Tables& SqliteShapes::read(ScratchDatabase& database) {
  const std::int64_t version = number_in(database.query("PRAGMA schema_version").front(), 0);
  if (version == version_ && version != 0) return tables_;
  version_ = version;
  read_triggers(database);
  read_tables(database);
  find_reach();
  return tables_;
}

void SqliteShapes::read_triggers(ScratchDatabase& database) {
  triggers_.clear();
  for (const Row& row : database.query("SELECT tbl_name, sql FROM sqlite_master WHERE type = 'trigger'"))
    triggers_.push_back({core::to_lower(text_in(row, 0)), text_in(row, 1)});
}

void SqliteShapes::read_tables(ScratchDatabase& database) {
  std::map<std::string, std::vector<std::string>> hints;
  for (const Trigger& trigger : triggers_) hints[trigger.table].push_back(trigger.sql);
  tables_.clear();
  for (const auto& [name, sql] : stored_tables(database)) {
    if (is_left_out(name)) continue;
    std::shared_ptr<const TableShape>& shape = known_[sql];
    if (!shape || shape->shown != name) shape = read_table(database, name, sql);
    std::shared_ptr<const TableShape> table = shape;
    if (const auto own_hints = hints.find(core::to_lower(name)); own_hints != hints.end()) {
      auto with_hints = std::make_shared<TableShape>(*shape);
      std::ranges::copy(own_hints->second, std::back_inserter(with_hints->hints));
      table = std::move(with_hints);
    }
    tables_.emplace(table->name, std::move(table));
  }
}

// A row that is deleted or gets another key changes those that refer to it, whatever the action is: to find
// out costs more than to read them.
void SqliteShapes::find_reach() {
  reach_.clear();
  for (const auto& [name, table] : tables_)
    for (const ForeignKeyShape& key : table->foreign_keys)
      if (key.table != name) reach_[core::unquoted_name(key.table)].insert(core::unquoted_name(name));
  for (const Trigger& trigger : triggers_) {
    NameSet& words = trigger_words_[trigger.sql];
    if (words.empty()) collect_words(Dialect::sqlite, trigger.sql, words);
    reach_[trigger.table].insert(words.begin(), words.end());
  }
}

NameSet SqliteShapes::reached_from(NameSet names) const {
  std::vector<std::string> open(names.begin(), names.end());
  while (!open.empty()) {
    const auto reached = reach_.find(open.back());
    open.pop_back();
    if (reached == reach_.end()) continue;
    for (const std::string& name : reached->second)
      if (names.insert(name).second) open.push_back(name);
  }
  return names;
}

NameSet SqliteShapes::words_of(const NameSet& tables) const {
  NameSet words;
  for (const std::string& table : tables) words.insert(core::unquoted_name(table));
  return words;
}

// Of a trigger or foreign key that is newer than what was read, a statement has all words.
NameSet SqliteShapes::written(ScratchDatabase& /*database*/, const NameSet& words) {
  NameSet tables;
  for (const std::string& name : reached_from(words))
    if (std::string key = core::quoted_name(name); tables_.contains(key)) tables.insert(std::move(key));
  return tables;
}

}  // namespace migrate::migc
