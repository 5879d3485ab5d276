#pragma once

// Opens a database file that may have been tampered with.

#include <memory>
#include <string>

#include "migrate/sqlite.h"

struct sqlite3;

namespace migrate::sqlite {

enum class Creation : std::uint8_t { existing_only, may_create };

// Nothing when the file does not exist and must not be created. Throws migrate::Error (`unavailable`) when it
// cannot be opened, `usage` for a database that is no file.
[[nodiscard]] std::unique_ptr<SQLite::Database> open_file(const std::string& path,
                                                          const SqliteOptions& options, Creation creation);

// A database in memory, in place of a file that may not be created. Throws migrate::Error (`unavailable`)
// when its folder does not exist.
[[nodiscard]] std::unique_ptr<SQLite::Database> open_instead(const std::string& path);

// A run that failed leaves no empty file where there was none before. Another process may have opened the
// file, and is waiting for the lock: it finds out by is_removed().
void remove_if_empty(SQLite::Database& database) noexcept;

// Whether the path now names no file, or another one than the handle's.
[[nodiscard]] bool is_removed(sqlite3* db) noexcept;

}  // namespace migrate::sqlite
