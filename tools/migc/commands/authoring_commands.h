#pragma once

// The commands that make and change the files of a migrations folder: init, revision, merge, rebase, edit.

#include <vector>

#include "cli/command_line.h"
#include "cli/invocation.h"
#include "migc/commands/tool_arguments.h"

namespace migrate::migc {

// The session and the arguments must outlive the commands.
[[nodiscard]] std::vector<cli::Command> authoring_commands(cli::Session& session, ToolArguments& arguments);

}  // namespace migrate::migc
