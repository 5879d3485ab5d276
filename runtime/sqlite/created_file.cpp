#include "sqlite/created_file.h"

#include <sqlite3.h>
#include <sys/stat.h>
#include <unistd.h>

#include "sqlite/handle_settings.h"

namespace migrate::sqlite {

namespace {

// Without an allocation: the run may have failed for want of memory.
bool is_empty(const char* path) noexcept {
  struct stat status {};
  return ::stat(path, &status) == 0 && status.st_size == 0;
}

}  // namespace

// Under SQLite's lock, so that nothing is written between the look and the removal.
void close_and_remove_if_empty(std::unique_ptr<SQLite::Database> database) noexcept {
  sqlite3* db = database->getHandle();
  if (sqlite3_exec(db, "BEGIN EXCLUSIVE", nullptr, nullptr, nullptr) != SQLITE_OK) return;
  const char* path = sqlite3_db_filename(db, "main");
  if (!is_removed(db) && is_empty(path)) ::unlink(path);
  sqlite3_exec(db, "ROLLBACK", nullptr, nullptr, nullptr);
}

}  // namespace migrate::sqlite
