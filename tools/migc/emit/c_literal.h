#pragma once

// Text as C++ string literals that every compiler reads back byte for byte.

#include <string>
#include <string_view>

namespace migrate::migc {

// One literal with its quotes. Everything that is not plain ASCII becomes a three-digit octal escape, which
// no following digit can lengthen, and `?` is escaped so that no trigraph arises.
[[nodiscard]] std::string c_literal(std::string_view text);

// A literal a line of text, for the eyes of people; lines are cut at 4,096 bytes, which every compiler takes.
// Each is put on a line of its own after `indent`.
[[nodiscard]] std::string c_literal_lines(std::string_view text, std::string_view indent);

}  // namespace migrate::migc
