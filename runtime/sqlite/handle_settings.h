#pragma once

// The settings of a handle that a run changes. Those that can be read are restored by the destructor; the
// busy and progress handlers cannot, and are cleared.

#include <chrono>
#include <cstdint>
#include <exception>

#include "migrate/adapter.h"
#include "migrate/sqlite.h"

struct sqlite3;

namespace migrate::sqlite {

// Waits for a lock until a deadline, or until the run is stopped.
class LockWait {
 public:
  LockWait(sqlite3* db, const adapter::RunSettings& settings) : db_(db), settings_(settings) {}

  void start() { deadline_ = std::chrono::steady_clock::now() + settings_.lock_timeout; }
  // Sleeps a little, longer with each attempt, and says once that it waits, unless the lock is free very
  // soon. Whether it makes sense to try again.
  bool pause(int attempt) noexcept;
  // What was thrown when it said that it waits: SQLite, which may call pause(), can pass no exception on.
  void rethrow();

 private:
  bool tell(int attempt) noexcept;

  sqlite3* db_;
  const adapter::RunSettings& settings_;
  std::exception_ptr failure_;
  std::chrono::steady_clock::time_point deadline_{};
};

// That a run uses a handle. Two runs on one handle, even by two connections, would restore each other's
// settings, and the second would clear the first one's guard.
class HandleUse {
 public:
  // Throws migrate::Error: `usage` for a handle that is in a transaction, has a query half read, or is in
  // use.
  explicit HandleUse(sqlite3* db);
  HandleUse(const HandleUse&) = delete;
  HandleUse& operator=(const HandleUse&) = delete;
  ~HandleUse();

 private:
  sqlite3* db_;
  HandleUse* next_;
};

class HandleSettings {
 public:
  // All must outlive this.
  HandleSettings(sqlite3* db, const adapter::RunSettings& settings, const SqliteOptions& options,
                 LockWait& wait);
  HandleSettings(const HandleSettings&) = delete;
  HandleSettings& operator=(const HandleSettings&) = delete;
  ~HandleSettings();

 private:
  sqlite3* db_;
  const adapter::RunSettings& settings_;
  const SqliteOptions& options_;
  int busy_timeout_ = 0;
  int double_quoted_ddl_;
  int double_quoted_dml_;
  int legacy_alter_table_;
};

// `unavailable` for a file of another application.
void check_application(sqlite3* db, const SqliteOptions& options);
// `unavailable` for a database that cannot be written, `usage` for one that a power cut could destroy.
void check_writable(sqlite3* db, const SqliteOptions& options);

// Whether the path now names no file, or another one than the handle's.
[[nodiscard]] bool is_removed(sqlite3* db) noexcept;

}  // namespace migrate::sqlite
