#pragma once

#include <cstdint>
#include <string_view>

#include "migrate/export.h"

namespace migrate::core {

// The number of PostgreSQL's advisory lock that serialises all runs on one version table, whichever program
// makes them.
[[nodiscard]] MIGRATE_INTERNAL_API std::int64_t lock_key(std::string_view schema,
                                                         std::string_view version_table);

}  // namespace migrate::core
