#pragma once

// The manual page of a program, from the table of commands that help is printed from. A package installs it;
// man(1) reads it.

#include <string>
#include <string_view>

#include "cli/command_line.h"

namespace migrate::cli {

// The only word of a line that asks for the page.
inline constexpr std::string_view manual_question = "__man";

// In the language of man(7).
[[nodiscard]] std::string manual_page(const Program& program);

}  // namespace migrate::cli
