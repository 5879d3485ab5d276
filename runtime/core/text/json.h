#pragma once

#include <string>
#include <string_view>

#include "migrate/export.h"

namespace migrate::core {

// A JSON string with its quotes, in UTF-8 whatever the text is: a byte that is part of no character becomes
// U+FFFD.
[[nodiscard]] MIGRATE_INTERNAL_API std::string json_string(std::string_view text);

}  // namespace migrate::core
