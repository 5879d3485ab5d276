#include "sqlite/created_file.h"

#include <sqlite3.h>

#include <filesystem>
#include <system_error>

#include "core/text/path.h"
#include "sqlite/handle_settings.h"

namespace migrate::sqlite {

// Under SQLite's lock, so that nothing is written between the look and the removal.
void close_and_remove_if_empty(std::unique_ptr<SQLite::Database> database) noexcept {
  sqlite3* db = database->getHandle();
  if (sqlite3_exec(db, "BEGIN EXCLUSIVE", nullptr, nullptr, nullptr) != SQLITE_OK) return;
  std::error_code ignored;
  const std::filesystem::path path = core::to_path(sqlite3_db_filename(db, "main"));
  if (!is_removed(db) && std::filesystem::file_size(path, ignored) == 0)
    std::filesystem::remove(path, ignored);
  sqlite3_exec(db, "ROLLBACK", nullptr, nullptr, nullptr);
}

}  // namespace migrate::sqlite
