#pragma once

// The commands that need a database: upgrade, downgrade, rollback, stamp, current, check, ensure-version.

#include <string>
#include <vector>

#include "cli/command_line.h"
#include "cli/invocation.h"

namespace migrate::cli {

// upgrade, downgrade, rollback, stamp, current: what migc and programs have both. The session must outlive
// the commands.
[[nodiscard]] std::vector<Command> database_commands(Session& session);

// `check` of a program, whose chain was checked when it was built.
[[nodiscard]] Command check_command(Session& session);

// For migc: a program's own upgrade creates the tables when it needs them.
[[nodiscard]] Command ensure_version_command(Session& session);

}  // namespace migrate::cli
