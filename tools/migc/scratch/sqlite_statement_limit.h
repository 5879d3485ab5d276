#pragma once

#include <chrono>

#include "migrate/error.h"

struct sqlite3;

namespace migrate::migc {

// While it exists, what runs on the handle is interrupted when its time has passed.
class SqliteStatementLimit {
 public:
  SqliteStatementLimit(sqlite3* db, std::chrono::milliseconds limit);
  SqliteStatementLimit(const SqliteStatementLimit&) = delete;
  SqliteStatementLimit& operator=(const SqliteStatementLimit&) = delete;
  ~SqliteStatementLimit();

  // What to throw in place of an error: another one, where the limit is what was met.
  [[nodiscard]] Error explained(const Error& error) const;

 private:
  static int has_passed(void* self) noexcept;

  sqlite3* db_;
  std::chrono::milliseconds limit_;
  std::chrono::steady_clock::time_point end_;
};

}  // namespace migrate::migc
