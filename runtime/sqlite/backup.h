#pragma once

// A copy of a database, made while the database is in a transaction that has not written anything yet.
//
// SQLite does not copy from a handle that is writing, so another one reads the same file: until the
// transaction is committed it sees what was there before. The copy has its final name only once it is whole
// and on the disk.

#include <atomic>
#include <string>

struct sqlite3;

namespace migrate::sqlite {

// `stop` may be nullptr. Throws migrate::Error and leaves no copy: `unavailable` when it cannot be written,
// `usage` for a database that cannot be copied, `failed` when it is told to stop.
void copy_database(sqlite3* db, const std::string& path, const std::atomic<bool>* stop);

// What the user does to put the copy in the place of the database.
[[nodiscard]] std::string how_to_restore(sqlite3* db, const std::string& path);

}  // namespace migrate::sqlite
