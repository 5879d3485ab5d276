#pragma once

// What a command line says: the command to run, a text that the user asked for, or a mistake. Only
// parse_line.cpp includes the library that parses options (CLI11): it is expensive to compile.

#include <string>
#include <variant>
#include <vector>

#include "cli/command_line.h"

namespace migrate::cli {

// The text of --help or --version.
struct AskedText {
  std::string text;
};

struct LineMistake {
  std::string message;
  const Command* command;  // whose options are wrong; nullptr where the line names no command
};

using ParsedLine = std::variant<const Command*, AskedText, LineMistake>;

// Fills the fields that the options of the program and of the command that was named are bound to.
[[nodiscard]] ParsedLine parse_line(const Program& program, std::vector<std::string> arguments);

}  // namespace migrate::cli
