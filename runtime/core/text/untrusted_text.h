#pragma once

// Text that comes from a file, a database or a command line, as a person may see it. Terminals obey control
// characters, and a line feed or a change of the writing direction can make one text look like another.
//
//     shown("a\x1b[2J\nerror: b")      "a\x1b[2J\nerror: b", all in one line and with no escape in it
//
// Code that prints such a text, or puts it into a message, passes it through here.

#include <string>
#include <string_view>

#include "migrate/export.h"

namespace migrate::core {

// Controls are written as \n, \x1b or \u{202e}, and bytes that are no UTF-8 as \xff.
[[nodiscard]] MIGRATE_INTERNAL_API std::string shown(std::string_view text);

// The same for a text of several lines: line feeds and tabs stay.
[[nodiscard]] MIGRATE_INTERNAL_API std::string shown_lines(std::string_view text);

// Whether a character acts instead of being seen: controls, and those that change the direction of writing.
[[nodiscard]] bool is_control(char32_t character) noexcept;

// One character of a text.
struct Character {
  std::string_view bytes;
  char32_t value;
  bool is_valid;  // else a byte that is part of no character
};

// Takes the first one off. REQUIRES: the text is not empty.
[[nodiscard]] Character take_character(std::string_view& text) noexcept;

}  // namespace migrate::core
