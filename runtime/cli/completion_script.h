#pragma once

// The scripts that make a shell complete a program's command line. They hold nothing of the program: they ask
// it each time (complete.h).

#include <cstdint>
#include <string>
#include <string_view>

namespace migrate::cli {

enum class ShellKind : std::uint8_t { bash, fish, zsh };

// `name`: what a person types before a command, "migc" or "inventory migrate".
[[nodiscard]] std::string completion_script(ShellKind shell, std::string_view name);

}  // namespace migrate::cli
