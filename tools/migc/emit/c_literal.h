#pragma once

// Text as C++ string literals that every compiler reads back byte for byte.

#include <string>
#include <string_view>

namespace migrate::migc {

// One literal with its quotes. Everything that is not plain ASCII becomes a three-digit octal escape, which
// no following digit can lengthen, and `?` is escaped so that no trigraph can form.
[[nodiscard]] std::string c_literal(std::string_view text);

// The same byte between single quotes.
[[nodiscard]] std::string c_character(char byte);

// One literal for each line of text, for people who read it; lines are cut at 4,000 bytes, which are less
// than the 16,380 characters that MSVC accepts, escapes and all. Each is put on a line of its own after
// `indent`.
[[nodiscard]] std::string c_literal_lines(std::string_view text, std::string_view indent);

}  // namespace migrate::migc
