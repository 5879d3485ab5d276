#include "sqlite/catalogue.h"

#include <sqlite3.h>

#include <algorithm>

#include "core/text/concat.h"
#include "sqlite/statement_handle.h"

namespace migrate::sqlite {

namespace {

// All that has one of the names, and the triggers on it. A view and a virtual table have no root page.
// Triggers of the temporary schema fire on tables of the main one, too.
StatementHandle find_objects(sqlite3* db, std::span<const std::string> names) {
  std::string list;
  for (std::size_t i = 0; i < names.size(); ++i) list += (i > 0 ? ",$" : "$") + std::to_string(i + 1);
  StatementHandle statement(
      db,
      core::concat(
          {"SELECT tbl_name, type, name, rootpage FROM main.sqlite_master WHERE name COLLATE NOCASE IN (",
           list, ") OR type = 'trigger' AND tbl_name COLLATE NOCASE IN (", list,
           ") UNION ALL SELECT tbl_name, type, name, 0 FROM temp.sqlite_master WHERE type = 'trigger'"
           " AND tbl_name COLLATE NOCASE IN (",
           list, ")"}),
      During::looking);
  statement.bind(std::vector<Value>(names.begin(), names.end()));
  return statement;
}

bool is_name(const std::string& name, const std::string& other) {
  return sqlite3_stricmp(name.c_str(), other.c_str()) == 0;
}

std::string find_objection(const StatementHandle& object) {
  const std::string type = object.column_text(1);
  if (type == "trigger") return core::concat({"has the trigger \"", object.column_text(2), "\""});
  if (type == "view") return "is a view";
  if (type == "index") return "is an index";
  return object.column_number(3) == 0 ? "is a virtual table" : "";
}

bool mentions(std::string_view type, std::string_view word) {
  for (; type.size() >= word.size(); type.remove_prefix(1))
    if (sqlite3_strnicmp(type.data(), word.data(), static_cast<int>(word.size())) == 0) return true;
  return false;
}

// SQLite itself goes by these words, too.
adapter::ColumnKind kind_of(std::string_view type) {
  if (mentions(type, "INT")) return adapter::ColumnKind::number;
  return mentions(type, "CHAR") || mentions(type, "TEXT") ? adapter::ColumnKind::text
                                                          : adapter::ColumnKind::other;
}

std::vector<adapter::ColumnFacts> read_columns(sqlite3* db, const std::string& table) {
  std::vector<adapter::ColumnFacts> columns;
  StatementHandle statement(db, core::concat({"PRAGMA main.table_xinfo(", quoted_name(table), ")"}),
                            During::looking);
  while (statement.step()) {
    const bool is_generated = statement.column_number(6) != 0;
    columns.push_back({.name = statement.column_text(1),
                       .type = statement.column_text(2),
                       .kind = kind_of(statement.column_text(2)),
                       .is_nullable = statement.column_number(3) == 0,
                       .has_default = is_generated || !statement.column_text(4).empty()});
  }
  return columns;
}

}  // namespace

std::vector<std::optional<adapter::TableFacts>> find_tables(sqlite3* db, std::span<const std::string> names) {
  std::vector<std::optional<adapter::TableFacts>> tables(names.size());
  StatementHandle object = find_objects(db, names);
  while (object.step())
    for (std::size_t i = 0; i < names.size(); ++i) {
      const std::string named = object.column_text(object.column_text(1) == "index" ? 2 : 0);
      if (!is_name(names[i], named)) continue;
      if (!tables[i]) tables[i].emplace();
      if (tables[i]->objection.empty()) tables[i]->objection = find_objection(object);
    }
  for (std::size_t i = 0; i < names.size(); ++i)
    if (tables[i] && tables[i]->objection.empty()) tables[i]->columns = read_columns(db, names[i]);
  return tables;
}

std::vector<adapter::RelationName> find_relations(sqlite3* db, std::span<const adapter::RelationName> names) {
  std::vector<std::string> existing;
  StatementHandle object(db, "SELECT name FROM main.sqlite_master WHERE type IN ('table', 'view')",
                         During::looking);
  while (object.step()) existing.push_back(object.column_text(0));
  const auto is_before = [](const std::string& a, const std::string& b) {
    return sqlite3_stricmp(a.c_str(), b.c_str()) < 0;
  };
  std::sort(existing.begin(), existing.end(), is_before);
  std::vector<adapter::RelationName> found;
  for (const adapter::RelationName& relation : names)
    if (std::binary_search(existing.begin(), existing.end(), relation.name, is_before))
      found.push_back(relation);
  return found;
}

bool is_empty(sqlite3* db) {
  return query_number(db, "SELECT count(*) FROM main.sqlite_master") == 0 &&
         query_number(db, "PRAGMA main.user_version") == 0;
}

}  // namespace migrate::sqlite
