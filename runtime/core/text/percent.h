#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "migrate/export.h"

namespace migrate::core {

// "a%20b" -> "a b". Nothing when a % is not followed by two hexadecimal digits.
[[nodiscard]] MIGRATE_INTERNAL_API std::optional<std::string> percent_decoded(std::string_view text);

}  // namespace migrate::core
