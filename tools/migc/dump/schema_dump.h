#pragma once

// A schema as SQL that makes it again, the same for the same schema, so that it can be committed and two of
// them can be compared line by line.

#include <string>

#include "migc/catalogue/schema_database.h"
#include "migrate/chain.h"

namespace migrate::migc {

struct DumpedDatabase {
  Dialect dialect;
  SchemaDatabase& database;
  std::string url;  // PostgreSQL: how pg_dump opens it
};

// `settings`: of the chain that migrates it. Throws migrate::Error where the database cannot be read.
[[nodiscard]] std::string dump_schema(const DumpedDatabase& dumped, const Settings& settings);

}  // namespace migrate::migc
