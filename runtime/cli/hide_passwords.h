#pragma once

#include <string>
#include <string_view>

namespace migrate::cli {

// A statement as it may be shown: what follows the word PASSWORD, in quotes or after an "=", is "***".
[[nodiscard]] std::string hide_passwords(std::string_view statement);

}  // namespace migrate::cli
