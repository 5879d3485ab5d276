#pragma once

// What one statement of a stored SQLite schema says, as objects. Most facts are SQLite's own answers; those
// that no PRAGMA tells (CHECK, generated columns, names of constraints, what is deferred, conditions) are
// taken from the text.

#include <string>
#include <vector>

#include "migc/catalogue/catalogue_object.h"

struct sqlite3;

namespace migrate::migc {

// A row of sqlite_schema. What SQLite makes for itself has a reserved name, or no text.
struct StoredStatement {
  std::string type;
  std::string name;
  std::string table;
  std::string sql;
  bool is_virtual = false;

  // Under which a catalogue has it.
  [[nodiscard]] std::string key() const { return type + ' ' + name; }
};

// REQUIRES: the statement is part of this database's main schema.
[[nodiscard]] std::vector<CatalogueObject> objects_of(sqlite3* db, const StoredStatement& statement);

}  // namespace migrate::migc
