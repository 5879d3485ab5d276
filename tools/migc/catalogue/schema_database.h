#pragma once

// A database that can be asked what its schema is: one that is made for a comparison, or a user's.

#include <string>

#include "migc/catalogue/catalogue_object.h"
#include "migrate/value.h"

namespace migrate::migc {

class SchemaDatabase {
 public:
  virtual ~SchemaDatabase() = default;

  // Without the tables that the library keeps for itself.
  [[nodiscard]] virtual SchemaCatalogue read_schema() = 0;

  // Throws migrate::Error (`failed`) with the database's own message in its context.
  [[nodiscard]] virtual Rows query(const std::string& statement) = 0;
};

}  // namespace migrate::migc
