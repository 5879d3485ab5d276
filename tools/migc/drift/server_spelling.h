#pragma once

// What a PostgreSQL server spells itself: expressions and definitions, which it keeps as trees. Two releases
// spell the same tree in different ways, so it can be compared between servers of one release only.

#include <string>
#include <vector>

#include "migc/catalogue/difference.h"
#include "migc/catalogue/schema_database.h"
#include "migrate/dialect.h"

namespace migrate::migc {

// "15"; empty where all releases of the engine keep the text as it was written.
[[nodiscard]] std::string server_release(Dialect dialect, SchemaDatabase& database);

// Takes out what may be a difference in spelling only.
void drop_server_spelling(std::vector<Difference>& differences);

}  // namespace migrate::migc
