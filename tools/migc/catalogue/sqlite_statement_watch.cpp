#include "migc/catalogue/sqlite_statement_watch.h"

#include <sqlite3.h>

#include <algorithm>
#include <exception>

#include "engine/characters.h"
#include "migc/engine/sqlite/token_reader.h"
#include "sqlite/schema_text.h"

namespace migrate::migc {

namespace {

// They change rows, settings and transactions. What is rolled back is as it was before.
constexpr std::string_view leaves_schema[] = {
    "ATTACH",  "BEGIN",   "COMMIT",   "DELETE",    "DETACH", "END",    "EXPLAIN", "INSERT", "REINDEX",
    "RELEASE", "REPLACE", "ROLLBACK", "SAVEPOINT", "SELECT", "UPDATE", "VALUES",  "WITH"};

std::set<std::string> names_of(std::string_view statement) {
  const SqliteTokens tokens(statement);
  std::set<std::string> names;
  for (std::size_t i = 0; i < tokens.size(); ++i)
    if (tokens.is_name(i)) names.insert(core::to_lower(tokens.name(i)));
  return names;
}

}  // namespace

SqliteStatementWatch::SqliteStatementWatch(sqlite3* db) : db_(db) {
  sqlite3_trace_v2(db_, SQLITE_TRACE_STMT, &SqliteStatementWatch::trace, this);
}

SqliteStatementWatch::~SqliteStatementWatch() {
  sqlite3_trace_v2(db_, 0, nullptr, nullptr);
}

int SqliteStatementWatch::trace(unsigned /*kind*/, void* watch, void* /*statement*/, void* text) noexcept {
  auto& self = *static_cast<SqliteStatementWatch*>(watch);
  try {
    self.note(static_cast<const char*>(text));
  } catch (const std::exception&) {
    self.change_.is_any = true;
  }
  return 0;
}

// Of a trigger, SQLite gives a comment that names it.
void SqliteStatementWatch::note(std::string_view statement) {
  has_seen_ = true;
  std::string_view rest = statement;
  const std::string_view first = sqlite::take_token(rest);
  const auto is_first = [&](std::string_view word) { return core::equal_ignoring_case(first, word); };
  if (first.empty() || std::ranges::any_of(leaves_schema, is_first)) return;
  if (is_first("CREATE") || is_first("ANALYZE")) {
    change_.adds_or_drops = true;
  } else if (is_first("DROP")) {
    change_.adds_or_drops = true;
    change_.dropped.merge(names_of(statement));
  } else if (is_first("PRAGMA")) {
    change_.sets_header = true;
    is_blind_ = is_blind_ || names_of(rest).contains("writable_schema");
  } else {
    change_.is_any = true;
  }
}

SqliteSchemaChange SqliteStatementWatch::take() {
  SqliteSchemaChange change = std::exchange(change_, {});
  change.is_any = change.is_any || is_blind_ || !has_seen_;
  return change;
}

}  // namespace migrate::migc
