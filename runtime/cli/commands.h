#pragma once

// The commands that need a chain or a database, but no folder: those of programs, which migc has as well.
// Each is a struct in a file of its own.

#include <vector>

#include "cli/invocation.h"

namespace migrate::cli {

// In all of them, the invocation must outlive the command.
[[nodiscard]] Command upgrade_command(const Invocation& invocation);
[[nodiscard]] Command downgrade_command(const Invocation& invocation);
[[nodiscard]] Command rollback_command(const Invocation& invocation);
[[nodiscard]] Command stamp_command(const Invocation& invocation);
[[nodiscard]] Command current_command(const Invocation& invocation);

[[nodiscard]] Command heads_command(const Invocation& invocation);
[[nodiscard]] Command branches_command(const Invocation& invocation);
[[nodiscard]] Command history_command(const Invocation& invocation);
[[nodiscard]] Command show_command(const Invocation& invocation);
[[nodiscard]] Command plan_command(const Invocation& invocation);

// Prints a script for a shell; needs no chain.
[[nodiscard]] Command completion_command(const Invocation& invocation);

// Of a program, whose chain was checked when it was built.
[[nodiscard]] Command check_command(const Invocation& invocation);
// Of migc: a program's own upgrade creates the tables when it needs them.
[[nodiscard]] Command ensure_version_command(const Invocation& invocation);

// The commands of both migc and programs, in the order of the help.
[[nodiscard]] std::vector<Command> database_commands(const Invocation& invocation);
[[nodiscard]] std::vector<Command> chain_commands(const Invocation& invocation);

}  // namespace migrate::cli
