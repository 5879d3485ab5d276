#pragma once

#include <string>
#include <string_view>

#include "migrate/dialect.h"
#include "migrate/export.h"

namespace migrate::core {

// A statement as it may be shown: what follows the word PASSWORD, in quotes or after an "=", is "***".
[[nodiscard]] MIGRATE_INTERNAL_API std::string hide_passwords(Dialect dialect, std::string_view statement);

}  // namespace migrate::core
