#include "sqlite/interference.h"

#include <algorithm>
#include <cctype>
#include <string_view>
#include <vector>

#include "sqlite/schema_text.h"
#include "sqlite/statement_handle.h"

namespace migrate::sqlite {

namespace {

// Indexes that only sort are no obstacle.
constexpr std::string_view interference_query =
    "SELECT CASE WHEN l.origin = 'u' THEN 'has a UNIQUE constraint' ELSE 'has the '"
    " || CASE WHEN l.\"unique\" THEN 'unique ' WHEN l.partial THEN 'partial ' ELSE '' END"
    " || 'index \"' || l.name || '\"' || CASE WHEN l.\"unique\" OR l.partial THEN '' ELSE ' on an "
    "expression' END"
    " END FROM pragma_index_list($1, 'main') AS l WHERE l.origin <> 'pk' AND (l.\"unique\" OR l.partial"
    "  OR EXISTS (SELECT 1 FROM pragma_index_xinfo(l.name, 'main') AS x WHERE x.cid = -2))"
    " UNION ALL SELECT 'has the column \"' || c.name || '\" in its primary key'"
    " FROM pragma_table_info($1, 'main') AS c"
    " WHERE c.pk > 0 AND c.name COLLATE NOCASE NOT IN ('version_num', 'seq')"
    " UNION ALL SELECT 'has a foreign key' FROM pragma_foreign_key_list($1, 'main') LIMIT 1";

// No pragma lists these. A name that is spelt so has quotes.
std::string find_clause(std::string_view sql) {
  for (std::string_view token = take_token(sql); !token.empty(); token = take_token(sql)) {
    const bool is_quoted = std::string_view("'\"`[").find(token.front()) != std::string_view::npos;
    const std::string word = is_quoted ? std::string() : normalised(token);
    if (word == "check") return "has a CHECK constraint";
    if (word == "conflict") return "has an ON CONFLICT clause";
  }
  return {};
}

std::string text_about(sqlite3* db, std::string_view sql, const std::vector<Value>& parameters) {
  StatementHandle statement(db, sql, During::looking);
  statement.bind(parameters);
  return statement.step() ? statement.column_text(0) : std::string();
}

// Not in SQL, whose lower() and instr() a program may have replaced.
bool mentions(const std::string& sql, const std::string& name) {
  const auto are_equal = [](unsigned char a, unsigned char b) { return std::tolower(a) == std::tolower(b); };
  return std::search(sql.begin(), sql.end(), name.begin(), name.end(), are_equal) != sql.end();
}

// Most tables do not name ours, and reading the foreign keys of them all takes long.
std::string find_reference(sqlite3* db, const std::string& table) {
  StatementHandle tables(db, "SELECT name, sql FROM main.sqlite_master WHERE type = 'table'",
                         During::looking);
  while (tables.step()) {
    if (!mentions(tables.column_text(1), table)) continue;
    std::string found =
        text_about(db,
                   "SELECT 'is referenced by a foreign key of the table \"' || $1 || '\"' FROM"
                   " pragma_foreign_key_list($1, 'main') AS f WHERE f.\"table\" = $2 COLLATE NOCASE LIMIT 1",
                   {tables.column_text(0), table});
    if (!found.empty()) return found;
  }
  return {};
}

}  // namespace

std::string find_interference(sqlite3* db, const std::string& table) {
  std::string found = text_about(db, interference_query, {table});
  if (found.empty()) found = find_reference(db, table);
  if (!found.empty()) return found;
  return find_clause(text_about(
      db, "SELECT sql FROM main.sqlite_master WHERE type = 'table' AND name = $1 COLLATE NOCASE", {table}));
}

}  // namespace migrate::sqlite
