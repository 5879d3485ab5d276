#pragma once

// The schema of a SQLite database as SQL that makes it again, in an order that depends on names only: each
// table with its indexes, then views, then triggers.

#include <string>
#include <vector>

#include "migc/catalogue/schema_database.h"

namespace migrate::migc {

// `own_tables`: of the library, which are left out. Throws migrate::Error where the database cannot be read.
[[nodiscard]] std::string dump_sqlite(SchemaDatabase& database, const std::vector<std::string>& own_tables);

}  // namespace migrate::migc
