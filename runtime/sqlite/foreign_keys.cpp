#include "sqlite/foreign_keys.h"

#include <sqlite3.h>

#include <algorithm>
#include <iterator>
#include <string_view>

#include "migrate/error.h"
#include "sqlite/sql_tokens.h"
#include "sqlite/statement_handle.h"

namespace migrate::sqlite {

namespace {

bool take_word(std::string_view& text, std::string_view word) {
  const std::string_view token = take_token(text);
  return token.size() == word.size() &&
         sqlite3_strnicmp(token.data(), word.data(), static_cast<int>(word.size())) == 0;
}

bool drops_table(std::string_view statement) {
  return take_word(statement, "drop") && take_word(statement, "table");
}

}  // namespace

bool drops_table(std::span<const Statement> script) {
  return std::ranges::any_of(script, [](const Statement& statement) { return drops_table(statement.text); });
}

Violations find_violations(sqlite3* db) {
  Violations violations;
  StatementHandle statement(db, "PRAGMA main.foreign_key_check", During::changing);
  while (statement.step()) {
    const std::string rowid = statement.column_text(1);  // none in a table without rowid
    violations.push_back(statement.column_text(0) + (rowid.empty() ? "" : " row " + rowid) + " -> " +
                         statement.column_text(2));
  }
  std::ranges::sort(violations);
  return violations;
}

void refuse_new_violations(const Violations& before, const Violations& after) {
  Violations added;
  std::ranges::set_difference(after, before, std::back_inserter(added));
  if (added.empty()) return;
  constexpr std::size_t most = 10;
  std::string message = "the revisions leave rows whose foreign key points nowhere:";
  for (const std::string& violation : std::span(added).first(std::min(most, added.size())))
    message += "\n  " + violation;
  if (added.size() > most) message += "\n  and " + std::to_string(added.size() - most) + " more";
  throw Error(ErrorKind::failed, message);
}

bool enforces_foreign_keys(sqlite3* db) {
  int on = 0;
  sqlite3_db_config(db, SQLITE_DBCONFIG_ENABLE_FKEY, -1, &on);
  return on != 0;
}

void enforce_foreign_keys(sqlite3* db, bool on) {
  sqlite3_db_config(db, SQLITE_DBCONFIG_ENABLE_FKEY, on ? 1 : 0, nullptr);
}

}  // namespace migrate::sqlite
