#pragma once

// Reads the catalogue of a SQLite database.
//
//     SqliteCatalogueReader reader({"migrate_version", "migrate_history"});
//     SchemaCatalogue before = reader.read(db);
//     ...
//     differences(before, reader.read(db));
//
// SQLite keeps the text of each statement that made something; a text that was read before, in whichever
// database, is not taken apart again. So reading costs a query, and what has changed.

#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "migc/catalogue/catalogue_object.h"
#include "migc/catalogue/sqlite_objects.h"

struct sqlite3;

namespace migrate::sqlite {
class StatementHandle;
}

namespace migrate::migc {

// A statement that was read.
struct ReadStatement {
  CatalogueEntry entry;
  // Of foreign keys that name no columns: they refer to the primary key that the table has.
  std::vector<std::string> parents;
  std::string keys_of_parents;
};

class SqliteCatalogueReader {
 public:
  // `own_tables`: of the main schema, which are left out with all that belongs to them.
  explicit SqliteCatalogueReader(std::vector<std::string> own_tables = {})
      : own_tables_(std::move(own_tables)) {}

  // Throws migrate::Error where the database cannot be read.
  [[nodiscard]] SchemaCatalogue read(sqlite3* db);

  // For one that follows a database without virtual tables. Whether a catalogue has an entry for a row:
  [[nodiscard]] bool is_listed(const StoredStatement& statement) const;
  // The entry itself, until a parent changes. `table`: the text of an index's table, whose collations the
  // index has.
  [[nodiscard]] const ReadStatement& read(sqlite3* db, const StoredStatement& statement,
                                          std::string_view table);

 private:
  std::vector<std::string> own_tables_;
  std::map<std::string, ReadStatement> known_;  // by all that an entry follows from but the parents
};

// The columns of sqlite_schema that a query must begin with, and the row that it has then.
inline constexpr const char* stored_columns = "type, name, tbl_name, sql, rootpage";
[[nodiscard]] StoredStatement stored_statement(const sqlite::StatementHandle& row);

// What the file's header holds for its owner, under an empty key.
[[nodiscard]] CatalogueEntry file_entry(sqlite3* db);

}  // namespace migrate::migc
