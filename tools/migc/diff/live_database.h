#pragma once

// A user's database, opened to look at its schema. Nothing is written to it.

#include <memory>
#include <string>

#include "migc/catalogue/schema_database.h"
#include "migrate/chain.h"

namespace migrate::migc {

// `location`: as a driver takes it. `settings`: of the chain, which name the tables of the library. All throw
// migrate::Error (`unavailable`) where it cannot be opened.
[[nodiscard]] std::unique_ptr<SchemaDatabase> open_live_database(Dialect dialect, const std::string& location,
                                                                 const Settings& settings);

// Those of the engines.
[[nodiscard]] std::unique_ptr<SchemaDatabase> open_sqlite_database(const std::string& location,
                                                                   const Settings& settings);
[[nodiscard]] std::unique_ptr<SchemaDatabase> open_postgres_database(const std::string& location,
                                                                     const Settings& settings);

}  // namespace migrate::migc
