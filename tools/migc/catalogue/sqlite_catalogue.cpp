#include "migc/catalogue/sqlite_catalogue.h"

#include <fmt/format.h>
#include <sqlite3.h>

#include <algorithm>
#include <set>
#include <string_view>

#include "migc/catalogue/sqlite_objects.h"
#include "migc/engine/sqlite/table_definition.h"
#include "sqlite/statement_handle.h"

namespace migrate::migc {

namespace {

using sqlite::StatementHandle;

std::set<std::string> names_in(sqlite3* db, const char* query) {
  std::set<std::string> names;
  StatementHandle row(db, query, sqlite::During::looking);
  while (row.step()) names.insert(row.column_text(0));
  return names;
}

// Tables in which a virtual one keeps its content: its own statement makes them.
std::set<std::string> shadow_tables(sqlite3* db) {
  if (sqlite3_libversion_number() < 3037000) return {};
  return names_in(db, "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'shadow'");
}

// What SQLite makes for itself has a reserved name, or no text.
std::vector<StoredStatement> stored_statements(sqlite3* db) {
  StatementHandle row(db,
                      "SELECT type, name, tbl_name, sql, rootpage FROM main.sqlite_master WHERE sql IS NOT"
                      " NULL AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'",
                      sqlite::During::looking);
  std::vector<StoredStatement> statements;
  while (row.step())
    statements.push_back({.type = row.column_text(0),
                          .name = row.column_text(1),
                          .table = row.column_text(2),
                          .sql = row.column_text(3),
                          .is_virtual = row.column_text(0) == "table" && row.column_number(4) == 0});
  return statements;
}

void state_number(sqlite3* db, const char* pragma, CatalogueObject& database) {
  const std::int64_t number = sqlite::query_number(db, fmt::format("PRAGMA main.{}", pragma).c_str());
  if (number != 0) database.facts.push_back({pragma, fmt::to_string(number)});
}

// What the file's header holds for its owner.
CatalogueEntry file_entry(sqlite3* db) {
  CatalogueObject database{.kind = ObjectKind::database, .table = "", .name = "", .identity = ""};
  state_number(db, "user_version", database);
  state_number(db, "application_id", database);
  return std::make_shared<const std::vector<CatalogueObject>>(std::vector{std::move(database)});
}

using TableTexts = std::map<std::string_view, std::string_view>;

TableTexts table_texts(const std::vector<StoredStatement>& statements) {
  TableTexts texts;
  for (const StoredStatement& statement : statements)
    if (statement.type == "table") texts.emplace(statement.name, statement.sql);
  return texts;
}

// All that an entry follows from. An index has collations from its table.
std::string source_of(const StoredStatement& statement, const TableTexts& tables) {
  std::string source =
      fmt::format("{}\n{}\n{}\n{}", statement.type, statement.name, statement.table, statement.sql);
  if (statement.type != "index") return source;
  const auto table = tables.find(statement.table);
  return table == tables.end() ? source : source + '\n' + std::string(table->second);
}

}  // namespace

SchemaCatalogue SqliteCatalogueReader::read(sqlite3* db) {
  const std::vector<StoredStatement> statements = stored_statements(db);
  const std::set<std::string> shadows = std::ranges::any_of(statements, &StoredStatement::is_virtual)
                                            ? shadow_tables(db)
                                            : std::set<std::string>();
  const auto is_left_out = [&](const StoredStatement& statement) {
    return shadows.contains(statement.table) || std::ranges::any_of(own_tables_, [&](const std::string& own) {
             return is_same_name(own, statement.table);
           });
  };
  const TableTexts tables = table_texts(statements);
  SchemaCatalogue catalogue{{{"", file_entry(db)}}};
  for (const StoredStatement& statement : statements) {
    if (is_left_out(statement)) continue;
    CatalogueEntry& entry = known_[source_of(statement, tables)];
    if (!entry) entry = std::make_shared<const std::vector<CatalogueObject>>(objects_of(db, statement));
    catalogue.entries.emplace_back(statement.type + ' ' + statement.name, entry);
  }
  std::ranges::sort(catalogue.entries, {}, &decltype(catalogue.entries)::value_type::first);
  return catalogue;
}

}  // namespace migrate::migc
