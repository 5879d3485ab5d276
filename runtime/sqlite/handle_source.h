#pragma once

#include <optional>

#include "migrate/adapter.h"

struct sqlite3;

namespace SQLite {
class Database;
}

namespace migrate::sqlite {

struct Handle {
  sqlite3* db;
  SQLite::Database* database;  // whose handle it is, if any
};

// What opens the database for a session, and closes it at its end.
class HandleSource {
 public:
  virtual ~HandleSource() = default;

  // Nothing when the database does not exist.
  virtual std::optional<Handle> find() = 0;
  // On trial, a database in memory in its place.
  virtual Handle create(adapter::Access access) = 0;
};

}  // namespace migrate::sqlite
