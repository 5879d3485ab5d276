#pragma once

// Reads the catalogue of a PostgreSQL database.
//
//     PostgresCatalogueReader reader({"migrate_version", "migrate_history"}, "public");
//     SchemaCatalogue before = reader.read(connection);
//     ...
//     differences(before, reader.read(connection));
//
// Servers 15 to 18. The session is left as it was found: everything is read in a transaction that only reads,
// whose settings end with it.

#include <cstdint>
#include <pqxx/connection>
#include <string>
#include <utility>
#include <vector>

#include "migc/catalogue/catalogue_object.h"

namespace migrate::migc {

class PostgresCatalogueReader {
 public:
  // `own_tables`: of that schema, which are left out with all that belongs to them.
  explicit PostgresCatalogueReader(std::vector<std::string> own_tables = {}, std::string schema = "public")
      : own_tables_(std::move(own_tables)), schema_(std::move(schema)) {}

  // Throws migrate::Error where the database cannot be read. REQUIRES: no transaction is open.
  [[nodiscard]] SchemaCatalogue read(pqxx::connection& connection);

 private:
  std::vector<std::string> own_tables_;
  std::string schema_;
};

}  // namespace migrate::migc
