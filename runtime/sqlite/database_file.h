#pragma once

// Opens a database file that may have been tampered with.

#include <memory>
#include <string>

#include "migrate/sqlite.h"

namespace migrate::sqlite {

enum class Creation : std::uint8_t { existing_only, may_create };

// Nothing when the file does not exist and must not be created. Throws migrate::Error (`unavailable`) when it
// cannot be opened, `usage` for a database that is no file.
[[nodiscard]] std::unique_ptr<SQLite::Database> open_file(const std::string& path,
                                                          const SqliteOptions& options, Creation creation);

}  // namespace migrate::sqlite
