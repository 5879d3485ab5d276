#include "sqlite/handle_settings.h"

#include <sqlite3.h>

#include <algorithm>
#include <mutex>
#include <string>
#include <thread>
#include <utility>

#include "core/text/advised_error.h"
#include "core/text/concat.h"
#include "migrate/error.h"
#include "sqlite/library.h"
#include "sqlite/statement_handle.h"

namespace migrate::sqlite {

namespace {

// How many of SQLite's virtual machine instructions run between two checks of the stop flag: a few
// microseconds' worth.
constexpr int instructions_between_looks = 1000;

// About a twentieth of a second.
constexpr int attempts_before_notice = 10;

int wait_for_lock(void* wait, int attempt) {
  return static_cast<LockWait*>(wait)->pause(attempt) ? 1 : 0;
}

int is_stopped(void* stop) {
  return static_cast<const std::atomic<bool>*>(stop)->load() ? 1 : 0;
}

Error unsafe(const std::string& setting, const std::string& advice) {
  return core::advised_error(
      ErrorKind::usage,
      core::concat({"the database has ", setting, ", with which a power cut during the run can destroy it"}),
      core::nothing_changed,
      core::concat({"Set ", advice, ", or allow it with SqliteOptions::allow_unsafe_durability."}));
}

void check_durability(sqlite3* db) {
  const char* file = sqlite3_db_filename(db, "main");
  if (file == nullptr || *file == '\0') return;
  if (query_number(db, "PRAGMA main.synchronous") == 0)
    throw unsafe("synchronous=OFF", "PRAGMA synchronous=FULL");
  const std::string mode = query_text(db, "PRAGMA main.journal_mode");
  if (mode == "memory" || mode == "off")
    throw unsafe(core::concat({"journal_mode=", mode}), "PRAGMA journal_mode=DELETE or WAL");
}

void refuse_busy_handle(sqlite3* db) {
  if (sqlite3_get_autocommit(db) == 0)
    throw core::advised_error(ErrorKind::usage, "the connection is in a transaction", core::nothing_changed,
                              "Commit or roll it back first.");
  for (sqlite3_stmt* statement = sqlite3_next_stmt(db, nullptr); statement != nullptr;
       statement = sqlite3_next_stmt(db, statement))
    if (sqlite3_stmt_busy(statement) != 0)
      throw core::advised_error(
          ErrorKind::usage,
          std::string("a statement of this connection is still in progress: ") + sqlite3_sql(statement),
          core::nothing_changed, "Read it to its end or reset it first.");
}

// Of the whole process. A list of its members, so that nothing is built before main() nor allocated.
std::mutex uses_mutex;
HandleUse* first_use = nullptr;

}  // namespace

HandleUse::HandleUse(sqlite3* db) : db_(db) {
  refuse_busy_handle(db);
  const std::lock_guard lock(uses_mutex);
  for (const HandleUse* use = first_use; use != nullptr; use = use->next_)
    if (use->db_ == db)
      throw core::advised_error(ErrorKind::usage, "the handle is in a run of another connection",
                                core::nothing_changed, "Start the second run when the first is over.");
  next_ = std::exchange(first_use, this);
}

HandleUse::~HandleUse() {
  const std::lock_guard lock(uses_mutex);
  HandleUse** use = &first_use;
  while (*use != this) use = &(*use)->next_;
  *use = next_;
}

bool LockWait::pause(int attempt) noexcept {
  using namespace std::chrono;
  if (!tell(attempt)) return false;
  if (settings_.stop != nullptr && settings_.stop->load()) return false;
  const auto left = duration_cast<milliseconds>(deadline_ - steady_clock::now());
  if (left <= milliseconds::zero()) return false;
  std::this_thread::sleep_for(std::min(left, milliseconds(std::min(attempt + 1, 50))));
  return true;
}

bool LockWait::tell(int attempt) noexcept {
  if (attempt != attempts_before_notice || !settings_.on_wait) return true;
  try {
    settings_.on_wait(
        core::concat({"waiting for the lock on ", file_of(db_), ", held by another connection"}));
    return true;
  } catch (...) {
    failure_ = std::current_exception();
    return false;
  }
}

void LockWait::rethrow() {
  if (failure_) std::rethrow_exception(std::exchange(failure_, nullptr));
}

HandleSettings::HandleSettings(sqlite3* db, const adapter::RunSettings& settings,
                               const SqliteOptions& options, LockWait& wait)
    : db_(db),
      settings_(settings),
      options_(options),
      double_quoted_ddl_(exchange_setting(db, SQLITE_DBCONFIG_DQS_DDL, false)),
      double_quoted_dml_(exchange_setting(db, SQLITE_DBCONFIG_DQS_DML, false)),
      legacy_alter_table_(exchange_setting(db, SQLITE_DBCONFIG_LEGACY_ALTER_TABLE, false)) {
  if (!options_.leave_busy_handler) {
    busy_timeout_ = static_cast<int>(query_number(db_, "PRAGMA busy_timeout"));
    sqlite3_busy_handler(db_, &wait_for_lock, &wait);
  }
  if (settings_.stop != nullptr)
    sqlite3_progress_handler(db_, instructions_between_looks, &is_stopped,
                             const_cast<std::atomic<bool>*>(settings_.stop));
}

HandleSettings::~HandleSettings() {
  sqlite3_db_config(db_, SQLITE_DBCONFIG_LEGACY_ALTER_TABLE, legacy_alter_table_, nullptr);
  sqlite3_db_config(db_, SQLITE_DBCONFIG_DQS_DML, double_quoted_dml_, nullptr);
  sqlite3_db_config(db_, SQLITE_DBCONFIG_DQS_DDL, double_quoted_ddl_, nullptr);
  if (settings_.stop != nullptr) sqlite3_progress_handler(db_, 0, nullptr, nullptr);
  if (!options_.leave_busy_handler) sqlite3_busy_timeout(db_, busy_timeout_);
}

void check_application(sqlite3* db, const SqliteOptions& options) {
  if (!options.application_id) return;
  const std::int64_t found = query_number(db, "PRAGMA main.application_id");
  if (found == *options.application_id) return;
  if (found == 0 && query_number(db, "SELECT count(*) FROM main.sqlite_master") == 0) return;
  throw core::advised_error(
      ErrorKind::unavailable,
      core::concat({"the database belongs to another application: its application_id is ",
                    std::to_string(found), ", this program's is ", std::to_string(*options.application_id)}),
      core::nothing_changed, "Open another file.");
}

void check_writable(sqlite3* db, const SqliteOptions& options) {
  if (sqlite3_db_readonly(db, "main") != 0)
    throw core::advised_error(
        ErrorKind::unavailable,
        core::concat({file_of(db), ": the database is read-only, and it is not where it should be"}),
        core::nothing_changed,
        "Open it for writing, and check the permissions of the file and of its folder.");
  if (query_number(db, "PRAGMA query_only") != 0)
    throw core::advised_error(ErrorKind::unavailable, "the connection has PRAGMA query_only=ON",
                              core::nothing_changed, "Switch it off first.");
  if (!options.allow_unsafe_durability) check_durability(db);
}

bool is_removed(sqlite3* db) noexcept {
  int has_moved = 0;
  sqlite3_file_control(db, "main", SQLITE_FCNTL_HAS_MOVED, &has_moved);
  return has_moved != 0;
}

}  // namespace migrate::sqlite
