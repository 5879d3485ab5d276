#pragma once

// Values of which each engine has its own spelling.

#include <string>
#include <string_view>

#include "migrate/dialect.h"

namespace migrate::migc {

[[nodiscard]] std::string boolean_literal(Dialect dialect, bool value);
[[nodiscard]] std::string bytes_literal(Dialect dialect, std::string_view hexadecimal);

}  // namespace migrate::migc
