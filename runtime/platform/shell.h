#pragma once

// The shell that users type commands into.

#include <optional>
#include <string>
#include <string_view>

namespace migrate::platform {

// One word of a command line, quoted where that is necessary.
[[nodiscard]] std::string shell_word(std::string_view text);

// Runs a command with this terminal and waits. The exit code, or nothing when a signal ended the command.
[[nodiscard]] std::optional<int> run_in_shell(const std::string& command);

// What a command writes, without its messages; nothing when it fails.
[[nodiscard]] std::optional<std::string> output_in_shell(const std::string& command);

// The editor that every installation of the system has.
[[nodiscard]] std::string_view usual_editor() noexcept;

}  // namespace migrate::platform
