#pragma once

// The commands that look at the chain: heads, branches, history, show, plan. They need no database unless the
// question is about one.

#include <vector>

#include "cli/command_line.h"
#include "cli/invocation.h"

namespace migrate::cli {

// The session must outlive the commands.
[[nodiscard]] std::vector<Command> chain_commands(Session& session);

// --format, --quiet, --color: the options that all commands share.
void declare_common_options(OptionSet& options, Arguments& arguments);

}  // namespace migrate::cli
