#pragma once

// The commands that look at the chain alone and need no database: heads, branches, history, show, plan.

#include <vector>

#include "cli/command_line.h"
#include "cli/session.h"

namespace migrate::cli {

// The session must outlive the commands.
[[nodiscard]] std::vector<Command> chain_commands(Session& session);

// --format, --quiet: the options that all commands share.
void declare_common_options(CLI::App& app, Arguments& arguments);

}  // namespace migrate::cli
