#pragma once

// Which values of one PostgreSQL type are values of another one.

#include <string_view>

namespace migrate::migc {

// Whether every value of one type is the same in the other, and was when it came from there.
[[nodiscard]] bool keeps_values(std::string_view from, std::string_view to);
// Whether every value of one type has a value in the other that tells it.
[[nodiscard]] bool holds_values(std::string_view from, std::string_view to);

}  // namespace migrate::migc
