#pragma once

// Messages and SQL are put together from many pieces, and every program carries the code that does it. A list
// of pieces takes less than half of the code that a chain of `+` does, which makes and destroys a string for
// each of them.
//
//     throw usage_error(concat({in_quotes(name), " is ambiguous: it begins ", listed(chain, found)}));

#include <initializer_list>
#include <string>
#include <string_view>

#include "migrate/export.h"

namespace migrate::core {

[[nodiscard]] MIGRATE_INTERNAL_API std::string concat(std::initializer_list<std::string_view> pieces);
MIGRATE_INTERNAL_API void append(std::string& text, std::initializer_list<std::string_view> pieces);

}  // namespace migrate::core
