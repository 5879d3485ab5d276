#pragma once

// Formatted output to a stream. <fmt/ostream.h> has the same, but costs each file that calls it four seconds
// of compilation.

#include <fmt/format.h>

#include <ostream>
#include <utility>

namespace migrate::cli {

template <typename... Values>
void print(std::ostream& out, fmt::format_string<Values...> text, Values&&... values) {
  out << fmt::format(text, std::forward<Values>(values)...);
}

}  // namespace migrate::cli
