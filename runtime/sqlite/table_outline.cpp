#include "sqlite/table_outline.h"

#include <sqlite3.h>

#include <algorithm>
#include <iterator>
#include <optional>

#include "core/text/concat.h"
#include "engine/characters.h"
#include "migrate/error.h"
#include "sqlite/catalogue.h"
#include "sqlite/schema_text.h"
#include "sqlite/statement_handle.h"

namespace migrate::sqlite {

namespace {

using core::equal_ignoring_case;
using Facts = std::vector<std::string>;

enum Hidden : int { ordinary = 0, generated_virtual = 2, generated_stored = 3 };

StatementHandle ask(sqlite3* db, std::string_view pragma, std::string_view name) {
  return StatementHandle(db, core::concat({"PRAGMA main.", pragma, "(", quoted_name(name), ")"}),
                         During::looking);
}

std::string joined(const Facts& names, const char* separator = ", ") {
  std::string list;
  for (const std::string& name : names) list += (list.empty() ? "" : separator) + name;
  return list;
}

// Catalogue names are no SQL: this makes them look as in a normalised text.
std::string as_name(const std::string& name) {
  return normalised(quoted_name(name));
}

// " collate nocase", or nothing for the ordinary order.
std::string collation(const std::string& name) {
  return name.empty() || sqlite3_stricmp(name.c_str(), "BINARY") == 0
             ? ""
             : core::concat({" collate ", as_name(name)});
}

std::string collation_of_column(sqlite3* db, const std::string& table, const std::string& column) {
  const char* found = nullptr;
  sqlite3_table_column_metadata(db, "main", table.c_str(), column.c_str(), nullptr, &found, nullptr, nullptr,
                                nullptr);
  return collation(found == nullptr ? "" : found);
}

std::string generation_of(std::int64_t hidden) {
  if (hidden == generated_virtual) return " generated virtual";
  return hidden == generated_stored ? " generated stored" : "";
}

// An INTEGER PRIMARY KEY stands for the rowid, unless SQLite had to make an index for it. It is never NULL.
bool is_rowid_alias(sqlite3* db, const std::string& table) {
  StatementHandle row(db,
                      "SELECT count(*) = 1 AND max(type) = 'INTEGER' COLLATE NOCASE AND NOT EXISTS (SELECT 1"
                      " FROM pragma_index_list($1, 'main') WHERE origin = 'pk') FROM"
                      " pragma_table_info($1, 'main') WHERE pk > 0",
                      During::looking);
  row.bind(std::vector<Value>{table});
  return row.step() && row.column_number(0) != 0;
}

void add_columns(sqlite3* db, const std::string& table, Facts& facts) {
  Facts key;
  const bool has_rowid_alias = is_rowid_alias(db, table);
  StatementHandle row = ask(db, "table_xinfo", table);
  while (row.step()) {
    const std::string name = row.column_text(1);
    const std::string type = normalised(row.column_text(2));
    const std::string value = normalised(row.column_text(4));
    facts.push_back(core::concat(
        {"column ", as_name(name), type.empty() ? "" : core::concat({" ", type}),
         row.column_number(3) != 0 || (has_rowid_alias && row.column_number(5) != 0) ? " not null" : "",
         value.empty() ? "" : core::concat({" default ", value}), collation_of_column(db, table, name),
         generation_of(row.column_number(6))}));
    const auto place = static_cast<std::size_t>(row.column_number(5));  // in the key, from 1
    key.resize(std::max(key.size(), place));
    if (place > 0) key[place - 1] = as_name(name);
  }
  if (!key.empty()) facts.push_back(core::concat({"primary key (", joined(key), ")"}));
}

std::string unique_columns(sqlite3* db, const std::string& index) {
  Facts columns;
  StatementHandle row = ask(db, "index_xinfo", index);
  while (row.step())
    if (row.column_number(5) != 0)
      columns.push_back(as_name(row.column_text(2)) + collation(row.column_text(4)));
  return joined(columns);
}

void add_unique_constraints(sqlite3* db, const std::string& table, Facts& facts) {
  StatementHandle row = ask(db, "index_list", table);
  while (row.step())
    if (row.column_text(3) == "u")
      facts.push_back(core::concat({"unique (", unique_columns(db, row.column_text(1)), ")"}));
}

// A key of several columns is several rows, counted from 0.
void add_foreign_keys(sqlite3* db, const std::string& table, Facts& facts) {
  struct Key {
    Facts columns, referred_columns;
    std::string table, actions;
  };
  std::vector<Key> keys;
  StatementHandle row = ask(db, "foreign_key_list", table);
  while (row.step()) {
    if (row.column_number(1) == 0) keys.emplace_back();
    Key& key = keys.back();
    key.columns.push_back(as_name(row.column_text(3)));
    if (const std::string column = row.column_text(4); !column.empty())
      key.referred_columns.push_back(as_name(column));
    key.table = as_name(row.column_text(2));
    key.actions = core::concat(
        {" on update ", normalised(row.column_text(5)), " on delete ", normalised(row.column_text(6))});
  }
  for (const Key& key : keys)
    facts.push_back(core::concat(
        {"foreign key (", joined(key.columns), ") references ", key.table,
         key.referred_columns.empty() ? "" : core::concat({" (", joined(key.referred_columns), ")"}),
         key.actions}));
}

// From the `(` that the text begins with to the `)` that closes it; cuts that off.
std::string take_parenthesis(std::string_view& text) {
  const std::string_view begin = text;
  int depth = 0;
  do {
    const std::string_view token = take_token(text);
    if (token == "(") ++depth;
    if (token == ")" || token.empty()) --depth;
  } while (depth > 0);
  return normalised(begin.substr(0, begin.size() - text.size()));
}

bool comes_next(std::string_view text, std::string_view token) {
  return take_token(text) == token;
}

// Conditions and expressions within the parenthesis of CREATE TABLE, which only its text tells. Cuts them
// off, the closing parenthesis included.
void take_expressions(std::string_view& sql, Facts& facts) {
  int depth = 1;
  while (depth > 0) {
    const std::string_view token = take_token(sql);
    if (token.empty()) return;
    if (token == "(") ++depth;
    if (token == ")") --depth;
    if (equal_ignoring_case(token, "autoincrement")) facts.push_back("option autoincrement");
    const bool is_check = equal_ignoring_case(token, "check");
    if (depth == 1 && (is_check || equal_ignoring_case(token, "as")) && comes_next(sql, "("))
      facts.push_back((is_check ? "check " : "generated as ") + take_parenthesis(sql));
  }
}

// Without rowid, strict.
void add_options(std::string_view sql, Facts& facts) {
  while (!comes_next(sql, "")) {
    const std::size_t end = std::min(sql.find(','), sql.size());
    facts.push_back(core::concat({"option ", normalised(sql.substr(0, end))}));
    sql.remove_prefix(std::min(end + 1, sql.size()));
  }
}

void add_facts_of_text(std::string_view sql, Facts& facts) {
  while (!sql.empty() && take_token(sql) != "(") {
  }
  take_expressions(sql, facts);
  add_options(sql, facts);
}

// The table's own name and text; nothing when there is no such table.
struct TableText {
  std::string name;
  std::string sql;
};

std::optional<TableText> find_text(sqlite3* db, std::string_view table) {
  StatementHandle row(db,
                      "SELECT name, sql FROM main.sqlite_master WHERE type = 'table' AND name COLLATE NOCASE"
                      " = $1",
                      During::looking);
  row.bind(std::vector<Value>{std::string(table)});
  if (!row.step()) return std::nullopt;
  return TableText{row.column_text(0), row.column_text(1)};
}

void add_indexes_and_triggers(sqlite3* db, const std::string& table, Facts& facts) {
  StatementHandle row(db,
                      "SELECT type, name, sql FROM main.sqlite_master WHERE type IN ('index', 'trigger') AND"
                      " sql IS NOT NULL AND tbl_name COLLATE NOCASE = $1",
                      During::looking);
  row.bind(std::vector<Value>{table});
  while (row.step())
    facts.push_back(core::concat(
        {row.column_text(0), " ", as_name(row.column_text(1)), ": ", normalised(row.column_text(2))}));
}

// Sorted. A literal can hold line ends, so there may be more lines than facts.
Facts lines_of(std::string_view text) {
  Facts lines;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    lines.emplace_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  std::ranges::sort(lines);
  return lines;
}

std::string listed_under(std::string_view heading, const Facts& facts) {
  if (facts.empty()) return {};
  std::string text = core::concat({"\n", heading});
  for (const std::string& fact : facts) core::append(text, {"\n  ", fact});
  return text;
}

Facts difference(const Facts& all, const Facts& without) {
  Facts left;
  std::ranges::set_difference(all, without, std::back_inserter(left));
  return left;
}

}  // namespace

std::string table_outline(sqlite3* db, std::string_view table) {
  Facts facts;
  const std::optional<TableText> found = find_text(db, table);
  if (!found) return {};
  add_columns(db, found->name, facts);
  add_unique_constraints(db, found->name, facts);
  add_foreign_keys(db, found->name, facts);
  add_facts_of_text(found->sql, facts);
  add_indexes_and_triggers(db, found->name, facts);
  std::ranges::sort(facts);
  return joined(facts, "\n");
}

void refuse_other_table(sqlite3* db, const ExpectedTable& expected) {
  const std::string outline = table_outline(db, expected.table);
  if (outline == expected.outline) return;
  const std::string table = core::concat({"\"", expected.table, "\""});
  if (outline.empty())
    throw Error(ErrorKind::mismatch,
                core::concat({"there is no table ", table, ", which this revision rebuilds"}));
  const Facts live = lines_of(outline);
  const Facts wanted = lines_of(expected.outline);
  throw Error(
      ErrorKind::mismatch,
      core::concat({"this revision rebuilds the table ", table,
                    ", and the table is not what the chain made of it",
                    listed_under("only in the database, and would be lost:", difference(live, wanted)),
                    listed_under("only in the chain:", difference(wanted, live)),
                    "\nMake the table what the chain expects; a later revision can create again what is to"
                    " stay."}));
}

}  // namespace migrate::sqlite
