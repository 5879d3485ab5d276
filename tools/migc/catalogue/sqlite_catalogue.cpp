#include "migc/catalogue/sqlite_catalogue.h"

#include <fmt/format.h>
#include <sqlite3.h>

#include <algorithm>
#include <set>
#include <string_view>

#include "engine/characters.h"
#include "engine/sql_text.h"
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

std::vector<StoredStatement> stored_statements(sqlite3* db) {
  StatementHandle row(db, fmt::format("SELECT {} FROM main.sqlite_master", stored_columns),
                      sqlite::During::looking);
  std::vector<StoredStatement> statements;
  while (row.step()) statements.push_back(stored_statement(row));
  return statements;
}

void state_number(sqlite3* db, const char* pragma, CatalogueObject& database) {
  const std::int64_t number = sqlite::query_number(db, fmt::format("PRAGMA main.{}", pragma).c_str());
  if (number != 0) database.facts.push_back({pragma, fmt::to_string(number)});
}

using TableTexts = std::map<std::string_view, std::string_view>;

TableTexts table_texts(const std::vector<StoredStatement>& statements) {
  TableTexts texts;
  for (const StoredStatement& statement : statements)
    if (statement.type == "table") texts.emplace(statement.name, statement.sql);
  return texts;
}

std::vector<std::string> parents_by_key(sqlite3* db, const std::string& table) {
  const std::set<std::string> parents =
      names_in(db, fmt::format("SELECT \"table\" FROM pragma_foreign_key_list({}) WHERE \"to\" IS NULL",
                               core::string_literal(table))
                       .c_str());
  return {parents.begin(), parents.end()};
}

std::string parent_key(sqlite3* db, const std::string& table) {
  std::string key;
  StatementHandle row(db, "SELECT name FROM pragma_table_info($1) WHERE pk > 0 ORDER BY pk",
                      sqlite::During::looking);
  row.bind(std::vector<Value>{table});
  while (row.step()) key += core::quoted_name(row.column_text(0));
  return key;
}

bool is_reserved(std::string_view name) {
  constexpr std::string_view beginning = "sqlite_";
  return core::equal_ignoring_case(name.substr(0, beginning.size()), beginning);
}

}  // namespace

StoredStatement stored_statement(const StatementHandle& row) {
  return {.type = row.column_text(0),
          .name = row.column_text(1),
          .table = row.column_text(2),
          .sql = row.column_text(3),
          .is_virtual = row.column_text(0) == "table" && row.column_number(4) == 0};
}

CatalogueEntry file_entry(sqlite3* db) {
  CatalogueObject database{.kind = ObjectKind::database, .table = "", .name = "", .identity = ""};
  state_number(db, "user_version", database);
  state_number(db, "application_id", database);
  return std::make_shared<const std::vector<CatalogueObject>>(std::vector{std::move(database)});
}

bool SqliteCatalogueReader::is_listed(const StoredStatement& statement) const {
  return !statement.sql.empty() && !is_reserved(statement.name) &&
         std::ranges::none_of(own_tables_,
                              [&](const std::string& own) { return is_same_name(own, statement.table); });
}

const ReadStatement& SqliteCatalogueReader::read(sqlite3* db, const StoredStatement& statement,
                                                 std::string_view table) {
  ReadStatement& known = known_[fmt::format("{}\n{}\n{}\n{}\n{}", statement.type, statement.name,
                                            statement.table, statement.sql, table)];
  if (!known.entry && statement.type == "table") known.parents = parents_by_key(db, statement.name);
  std::string keys;
  for (const std::string& parent : known.parents) keys += parent_key(db, parent) + '\n';
  if (known.entry && keys == known.keys_of_parents) return known;
  known.entry = std::make_shared<const std::vector<CatalogueObject>>(objects_of(db, statement));
  known.keys_of_parents = std::move(keys);
  return known;
}

SchemaCatalogue SqliteCatalogueReader::read(sqlite3* db) {
  const std::vector<StoredStatement> statements = stored_statements(db);
  const std::set<std::string> shadows = std::ranges::any_of(statements, &StoredStatement::is_virtual)
                                            ? shadow_tables(db)
                                            : std::set<std::string>();
  const TableTexts tables = table_texts(statements);
  SchemaCatalogue catalogue{{{"", file_entry(db)}}};
  for (const StoredStatement& statement : statements) {
    if (!is_listed(statement) || shadows.contains(statement.table)) continue;
    const auto table = statement.type == "index" ? tables.find(statement.table) : tables.end();
    catalogue.entries.emplace_back(
        statement.key(),
        read(db, statement, table == tables.end() ? std::string_view() : table->second).entry);
  }
  std::ranges::sort(catalogue.entries, {}, &decltype(catalogue.entries)::value_type::first);
  return catalogue;
}

}  // namespace migrate::migc
