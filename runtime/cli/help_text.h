#pragma once

// Help as wide as the terminal. The parser of options writes each description in one line, however long it
// is.

#include <cstddef>
#include <string>
#include <string_view>

namespace migrate::cli {

// Breaks longer lines at blanks, and continues them below the description that they belong to.
[[nodiscard]] std::string wrapped_help(std::string_view help, std::size_t width);

}  // namespace migrate::cli
