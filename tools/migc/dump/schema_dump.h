#pragma once

// A schema as SQL that makes it again, the same for the same schema, so that it can be committed and two of
// them can be compared line by line.

#include <string>

#include "migc/scratch/scratch_database.h"
#include "migrate/chain.h"

namespace migrate::migc {

// Of a database that a chain with these settings migrates. Throws migrate::Error where it cannot be read.
[[nodiscard]] std::string dump_schema(ScratchDatabase& database, Dialect dialect, const Settings& settings);
// Of a user's database, which is only read. `location`: as a driver takes it.
[[nodiscard]] std::string dump_schema(const std::string& location, Dialect dialect, const Settings& settings);

}  // namespace migrate::migc
