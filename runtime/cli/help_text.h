#pragma once

// Help as wide as the terminal. The parser of options writes each description in one line, however long it
// is.

#include <cstddef>
#include <string>
#include <string_view>

namespace migrate::cli {

// Breaks lines that are longer at blanks; what is broken off stands below the description that it belongs to.
[[nodiscard]] std::string wrapped_help(std::string_view help, std::size_t width);

}  // namespace migrate::cli
