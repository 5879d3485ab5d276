#include "sqlite/database_file.h"

#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Exception.h>
#include <sqlite3.h>

#include <filesystem>
#include <system_error>
#include <utility>

#include "core/text/advised_error.h"
#include "core/text/concat.h"
#include "core/text/path.h"
#include "core/text/untrusted_text.h"
#include "migrate/error.h"
#include "sqlite/created_file.h"
#include "sqlite/handle_settings.h"
#include "sqlite/library.h"
#include "sqlite/statement_handle.h"
#include "sqlite/trusted_schema.h"

namespace migrate::sqlite {

namespace {

// The schema of the file may come from another user: it can call only SQLite's own functions, and cannot
// write itself. Extensions stay off, and damaged pages are found when they are read.
void distrust(sqlite3* db) {
  require_own_handle(db);
  limit_schema(db);
  exchange_setting(db, SQLITE_DBCONFIG_DEFENSIVE, true);
  exchange_setting(db, SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, false);
  query_number(db, "PRAGMA cell_size_check=ON");
  query_number(db, "PRAGMA mmap_size=0");
}

void check_pages(sqlite3* db, const std::string& path) {
  const std::string verdict = query_text(db, "PRAGMA main.quick_check(1)");
  if (verdict != "ok")
    throw core::advised_error(ErrorKind::unavailable,
                              core::concat({core::shown(path), " is damaged: ", verdict}),
                              core::nothing_changed, "Restore it from a backup.");
}

Error cannot_open(const std::string& path, const SQLite::Exception& exception) {
  ErrorContext context;
  context.database_code = std::to_string(exception.getExtendedErrorCode());
  const char* advice = advice_for(exception.getErrorCode());
  context.state = core::nothing_changed;
  std::string what = core::concat({"cannot open ", core::shown(path), ": ", exception.what(), " (code ",
                                   context.database_code, "). Nothing was changed"});
  return core::advised_error(ErrorKind::unavailable, std::move(what), core::no_state,
                             advice == nullptr ? "" : advice, std::move(context));
}

// On Windows SQLite would make a file of another name.
std::filesystem::path named_by(const std::string& path) {
  try {
    return core::to_path(path);
  } catch (const std::system_error&) {
    throw core::advised_error(ErrorKind::usage,
                              core::concat({"cannot open ", core::shown(path), ": this path is no UTF-8"}),
                              core::no_state, "Write the path in UTF-8.");
  }
}

// The file may be new; a folder that does not exist is a mistake in the path.
void require_folder(const std::string& path) {
  const std::filesystem::path folder = named_by(path).parent_path();
  std::error_code ignored;
  if (folder.empty() || std::filesystem::exists(folder, ignored) || ignored) return;
  throw core::advised_error(ErrorKind::unavailable,
                            core::concat({"cannot open ", core::shown(path), ": the folder ",
                                          core::shown(core::to_text(folder)), " does not exist"}),
                            core::no_state, "Correct the path, or create the folder.");
}

}  // namespace

DatabaseFile::DatabaseFile(const std::string& path, const SqliteOptions& options)
    : path_(path), options_(options) {
  if (path.empty() || path == ":memory:")
    throw core::advised_error(ErrorKind::usage, "a database in memory is gone when it is closed",
                              core::no_state, "Open it, and make the connection of its handle.");
  require_folder(path);
}

DatabaseFile::~DatabaseFile() {
  if (is_created_) close_and_remove_if_empty(std::move(database_));
}

std::optional<Handle> DatabaseFile::find() {
  std::error_code ignored;
  if (!std::filesystem::exists(core::to_path(path_), ignored)) return std::nullopt;
  return open(SQLITE_OPEN_READWRITE);
}

Handle DatabaseFile::create(adapter::Access access) {
  require_folder(path_);
  if (access == adapter::Access::trial) return open_instead();
  const Handle handle = open(SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE);
  is_created_ = true;
  return handle;
}

Handle DatabaseFile::open_instead() {
  database_ = std::make_unique<SQLite::Database>(":memory:", SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
  distrust(database_->getHandle());
  return {database_->getHandle(), database_.get()};
}

Handle DatabaseFile::open(int flags) {
  try {
    auto database = std::make_unique<SQLite::Database>(path_, flags);
    distrust(database->getHandle());
    if (options_.quick_check) check_pages(database->getHandle(), path_);
    database_ = std::move(database);
  } catch (const SQLite::Exception& exception) {
    throw cannot_open(path_, exception);
  }
  return {database_->getHandle(), database_.get()};
}

}  // namespace migrate::sqlite
