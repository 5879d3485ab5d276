#include "migc/snapshot/replay_circumstances.h"

#include <sqlite3.h>

#include <algorithm>
#include <clocale>
#include <cstdint>

#include "migrate/error.h"
#include "platform/time_zone.h"
#include "sqlite/statement_handle.h"

namespace migrate::migc {

namespace {

constexpr const char* other_file_system = "migrate-other-clock";

// 1,000 d 7 h 13 min 11 s.
constexpr std::int64_t seconds_ahead = 1000 * 86400LL + 7 * 3600LL + 13 * 60LL + 11;

int tell_other_time(sqlite3_vfs* /*file_system*/, sqlite3_int64* milliseconds) {
  sqlite3_vfs* own = sqlite3_vfs_find(nullptr);
  const int code = own->xCurrentTimeInt64(own, milliseconds);
  *milliseconds += seconds_ahead * 1000;
  return code;
}

int tell_other_day(sqlite3_vfs* /*file_system*/, double* day) {
  sqlite3_vfs* own = sqlite3_vfs_find(nullptr);
  const int code = own->xCurrentTime(own, day);
  *day += static_cast<double>(seconds_ahead) / 86400;
  return code;
}

sqlite3_vfs make_other_file_system() {
  sqlite3_vfs made = *sqlite3_vfs_find(nullptr);
  made.pNext = nullptr;
  made.zName = other_file_system;
  made.xCurrentTime = &tell_other_day;
  if (made.iVersion >= 2 && made.xCurrentTimeInt64 != nullptr) made.xCurrentTimeInt64 = &tell_other_time;
  return made;
}

void give_random_number(sqlite3_context* call, int, sqlite3_value**) {
  static_cast<RandomNumbers*>(sqlite3_user_data(call))->were_used = true;
  std::int64_t number = 0;
  sqlite3_randomness(sizeof number, &number);
  // As SQLite does, so that abs() of it never fails.
  sqlite3_result_int64(call, number == INT64_MIN ? 0 : number);
}

void give_random_bytes(sqlite3_context* call, int, sqlite3_value** arguments) {
  static_cast<RandomNumbers*>(sqlite3_user_data(call))->were_used = true;
  const std::int64_t size = std::max<std::int64_t>(sqlite3_value_int64(arguments[0]), 1);
  if (size > sqlite3_limit(sqlite3_context_db_handle(call), SQLITE_LIMIT_LENGTH, -1))
    return sqlite3_result_error_toobig(call);
  std::string bytes(static_cast<std::size_t>(size), '\0');
  sqlite3_randomness(static_cast<int>(size), bytes.data());
  sqlite3_result_blob64(call, bytes.data(), bytes.size(), SQLITE_TRANSIENT);
}

// What no SQLite answers.
void give_other_version(sqlite3_context* call, int, sqlite3_value**) {
  sqlite3_result_text(call, "0.0.0 elsewhere", -1, SQLITE_STATIC);
}

using Function = void (*)(sqlite3_context* call, int count, sqlite3_value** arguments);

void replace_function(sqlite3* db, const char* name, int parameters, RandomNumbers& numbers,
                      Function function) {
  if (sqlite3_create_function_v2(db, name, parameters, SQLITE_UTF8 | SQLITE_INNOCUOUS, &numbers, function,
                                 nullptr, nullptr, nullptr) != SQLITE_OK)
    throw sqlite::last_error(db, sqlite::During::looking);
}

void execute(sqlite3* db, const char* sql) {
  if (sqlite3_exec(db, sql, nullptr, nullptr, nullptr) != SQLITE_OK)
    throw sqlite::last_error(db, sqlite::During::changing);
}

// changes(), total_changes() and last_insert_rowid() tell of what came before.
void write_before(sqlite3* db) {
  execute(db,
          "CREATE TEMP TABLE migrate_before (a); INSERT INTO migrate_before VALUES (1), (2), (3);"
          " DROP TABLE temp.migrate_before");
  sqlite3_set_last_insert_rowid(db, 7137013);
}

}  // namespace

const char* file_system_for(Circumstances circumstances) {
  if (circumstances == Circumstances::own) return nullptr;
  static sqlite3_vfs file_system = make_other_file_system();
  static const int code = sqlite3_vfs_register(&file_system, 0);
  if (code != SQLITE_OK) throw Error(ErrorKind::internal, "SQLite takes no second file system");
  return other_file_system;
}

void set_circumstances(sqlite3* db, Circumstances circumstances, RandomNumbers& numbers) {
  replace_function(db, "random", 0, numbers, &give_random_number);
  replace_function(db, "randomblob", 1, numbers, &give_random_bytes);
  if (circumstances == Circumstances::own) return;
  replace_function(db, "sqlite_version", 0, numbers, &give_other_version);
  replace_function(db, "sqlite_source_id", 0, numbers, &give_other_version);
  replace_function(db, "sqlite_compileoption_get", 1, numbers, &give_other_version);
  replace_function(db, "sqlite_compileoption_used", 1, numbers, &give_other_version);
  write_before(db);
  execute(db, "PRAGMA reverse_unordered_selects = ON");
}

struct ProcessCircumstances::Replaced {
  platform::ScopedTimeZone time_zone{"XXX-11:47"};
  std::string locale = std::setlocale(LC_ALL, nullptr);
};

ProcessCircumstances::ProcessCircumstances(Circumstances circumstances) {
  if (circumstances == Circumstances::own) return;
  replaced_ = std::make_unique<Replaced>();
  for (const char* locale : {"tr_TR.UTF-8", "de_DE.UTF-8", "C.UTF-8"})
    if (std::setlocale(LC_ALL, locale) != nullptr) break;
}

ProcessCircumstances::~ProcessCircumstances() {
  if (replaced_) std::setlocale(LC_ALL, replaced_->locale.c_str());
}

}  // namespace migrate::migc
