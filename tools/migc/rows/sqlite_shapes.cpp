#include "migc/rows/sqlite_shapes.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <charconv>
#include <optional>
#include <string_view>

#include "engine/characters.h"
#include "engine/name_tokens.h"
#include "engine/sql_text.h"
#include "migc/engine/sqlite/table_definition.h"
#include "migc/engine/sqlite/token_reader.h"
#include "migc/rows/made_up_values.h"
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

ColumnShape column_shape(const Row& row, std::size_t place) {
  const std::string& type = text_in(row, 2);
  const ValueKind kind = kind_of(type);
  const bool is_key = number_in(row, 5) > 0;
  return {.name = text_in(row, 1),
          .kind = kind,
          .max_length = kind == ValueKind::text ? length_in(type) : 0,
          .offset = offset_of_column(place),
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
    table.columns.push_back(column_shape(row, table.columns.size()));
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

const std::string& definition_of(const CatalogueObject& trigger) {
  static const std::string none;
  return trigger.facts.empty() ? none : trigger.facts.front().value;
}

constexpr std::size_t most_names_in_query = 100;

}  // namespace

// A virtual table keeps its content in others, which no catalogue has.
bool SqliteShapes::is_table(const CatalogueObject& object) const {
  return object.kind == ObjectKind::table && std::ranges::none_of(own_tables_, [&](const std::string& own) {
           return is_same_name(own, object.name);
         });
}

const Tables& SqliteShapes::read(ScratchDatabase& database) {
  const Change change = take_change(database.read_schema());
  read_unknown(database, change.found);
  for (const CatalogueEntry& entry : change.gone) remove(entry->front());
  for (const CatalogueEntry& entry : change.found) add(entry);
  for (const auto* entries : {&change.gone, &change.found})
    for (const CatalogueEntry& entry : *entries)
      add_hints(core::to_lower(entry->front().kind == ObjectKind::trigger ? entry->front().table
                                                                          : entry->front().name));
  return tables_;
}

SqliteShapes::Change SqliteShapes::take_change(SchemaCatalogue catalogue) {
  Change change;
  auto was = seen_.entries.begin();
  auto is = catalogue.entries.begin();
  while (was != seen_.entries.end() || is != catalogue.entries.end()) {
    const bool has_was = was != seen_.entries.end(), has_is = is != catalogue.entries.end();
    const int order = has_was && has_is ? was->first.compare(is->first) : has_was ? -1 : 1;
    const bool is_same = order == 0 && was->second == is->second;
    if (order <= 0 && !is_same) change.gone.push_back(was->second);
    if (order >= 0 && !is_same) change.found.push_back(is->second);
    if (order <= 0) ++was;
    if (order >= 0) ++is;
  }
  seen_ = std::move(catalogue);
  return change;
}

void SqliteShapes::read_unknown(ScratchDatabase& database, const std::vector<CatalogueEntry>& entries) {
  std::map<std::string, CatalogueEntry> unknown;
  for (const CatalogueEntry& entry : entries)
    if (is_table(entry->front()) && !known_.contains(entry)) unknown.emplace(entry->front().name, entry);
  if (unknown.empty()) return;
  std::string query = "SELECT name, sql FROM main.sqlite_master WHERE type = 'table'";
  if (unknown.size() <= most_names_in_query) {
    Names names;
    for (const auto& [name, _] : unknown) names.push_back(core::string_literal(name));
    query += fmt::format(" AND name IN ({})", fmt::join(names, ", "));
  }
  for (const Row& row : database.query(query))
    if (const auto entry = unknown.find(text_in(row, 0)); entry != unknown.end())
      known_[entry->second] = read_table(database, entry->first, text_in(row, 1));
}

void SqliteShapes::remove(const CatalogueObject& object) {
  if (object.kind == ObjectKind::trigger) triggers_[core::to_lower(object.table)].erase(object.name);
  const auto table = object.kind == ObjectKind::table ? plain_.find(key_of(object.name)) : plain_.end();
  if (table == plain_.end()) return;
  for (const ForeignKeyShape& key : table->second->foreign_keys)
    referring_[core::unquoted_name(key.table)].erase(core::unquoted_name(table->first));
  plain_.erase(table);
}

void SqliteShapes::add(const CatalogueEntry& entry) {
  const CatalogueObject& object = entry->front();
  if (object.kind == ObjectKind::trigger)
    triggers_[core::to_lower(object.table)][object.name] = definition_of(object);
  if (!is_table(object)) return;
  const Shape& table = known_.at(entry);
  plain_[table->name] = table;
  // A row that is deleted or gets another key changes those that refer to it, whatever the action is: to find
  // out costs more than to read them.
  for (const ForeignKeyShape& key : table->foreign_keys)
    if (key.table != table->name)
      referring_[core::unquoted_name(key.table)].insert(core::unquoted_name(table->name));
}

// Also takes the table off where it is gone.
void SqliteShapes::add_hints(const std::string& table) {
  const Triggers& triggers = triggers_[table];
  NameSet& named = named_by_triggers_[table];
  named.clear();
  for (const auto& [_, definition] : triggers) collect_words(Dialect::sqlite, definition, named);
  const std::string name = core::quoted_name(table);
  const auto plain = plain_.find(name);
  tables_.erase(name);
  if (plain == plain_.end()) return;
  auto with_hints = triggers.empty() ? nullptr : std::make_shared<TableShape>(*plain->second);
  for (const auto& [_, definition] : triggers) with_hints->hints.push_back(definition);
  tables_.emplace(name, with_hints ? with_hints : plain->second);
}

NameSet SqliteShapes::reached_from(NameSet names) const {
  std::vector<std::string> open(names.begin(), names.end());
  while (!open.empty()) {
    const std::string from = std::move(open.back());
    open.pop_back();
    for (const auto* all : {&referring_, &named_by_triggers_})
      if (const auto reached = all->find(from); reached != all->end())
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
