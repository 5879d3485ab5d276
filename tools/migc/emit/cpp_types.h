#pragma once

// The C++ type that holds a value of a column.

#include <string>
#include <string_view>

#include "migrate/dialect.h"

namespace migrate::migc {

// "std::int64_t"; std::string where there is no better one. `type`: as the catalogue has it.
[[nodiscard]] std::string cpp_type(Dialect dialect, std::string_view type);

// The type that holds the values of both.
[[nodiscard]] std::string common_cpp_type(const std::string& a, const std::string& b);

}  // namespace migrate::migc
