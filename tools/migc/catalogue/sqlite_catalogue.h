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
#include <utility>
#include <vector>

#include "migc/catalogue/catalogue_object.h"

struct sqlite3;

namespace migrate::migc {

class SqliteCatalogueReader {
 public:
  // `own_tables`: of the main schema, which are left out with all that belongs to them.
  explicit SqliteCatalogueReader(std::vector<std::string> own_tables = {})
      : own_tables_(std::move(own_tables)) {}

  // Throws migrate::Error where the database cannot be read.
  [[nodiscard]] SchemaCatalogue read(sqlite3* db);

 private:
  std::vector<std::string> own_tables_;
  std::map<std::string, CatalogueEntry> known_;  // by all that an entry follows from
};

}  // namespace migrate::migc
