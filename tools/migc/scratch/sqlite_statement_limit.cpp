#include "migc/scratch/sqlite_statement_limit.h"

#include <fmt/format.h>
#include <sqlite3.h>

#include <utility>

#include "migc/scratch/statement_limit.h"

namespace migrate::migc {

SqliteStatementLimit::SqliteStatementLimit(sqlite3* db, std::chrono::milliseconds limit)
    : db_(db), limit_(limit), end_(std::chrono::steady_clock::now() + limit) {
  constexpr int instructions_between_looks = 100'000;  // about a millisecond's worth
  sqlite3_progress_handler(db_, instructions_between_looks, &SqliteStatementLimit::has_passed, this);
}

SqliteStatementLimit::~SqliteStatementLimit() {
  sqlite3_progress_handler(db_, 0, nullptr, nullptr);
}

int SqliteStatementLimit::has_passed(void* self) noexcept {
  return std::chrono::steady_clock::now() > static_cast<SqliteStatementLimit*>(self)->end_ ? 1 : 0;
}

Error SqliteStatementLimit::explained(const Error& error) const {
  if (!has_met_limit(error)) return error;
  ErrorContext context = error.context();
  context.database_message = fmt::format("stopped after {} s, the limit of the proof",
                                         std::chrono::duration<double>(limit_).count());
  std::string message = context.database_message;
  return Error(ErrorKind::failed, std::move(message), std::move(context));
}

}  // namespace migrate::migc
