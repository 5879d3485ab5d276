#pragma once

// The file that a run creates: a run that fails leaves none where there was none before.

#include <SQLiteCpp/Database.h>

#include <memory>

namespace migrate::sqlite {

// Another process may have opened the file, and is waiting for the lock. On POSIX it finds out by
// is_removed(); on Windows a file that is open is not removed.
void close_and_remove_if_empty(std::unique_ptr<SQLite::Database> database) noexcept;

}  // namespace migrate::sqlite
