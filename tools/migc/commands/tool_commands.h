#pragma once

// The commands that only migc has, because they need the folder itself: compile, check, lock.

#include <vector>

#include "cli/command_line.h"
#include "cli/invocation.h"
#include "migc/commands/tool_arguments.h"
#include "migc/folder/diagnostics.h"
#include "migc/folder/folder.h"

namespace migrate::migc {

// The session and the arguments must outlive the commands.
[[nodiscard]] std::vector<cli::Command> tool_commands(cli::Session& session, ToolArguments& arguments);

// All that is judged of a folder that was read, but for the bodies of its revisions.
void check_folder(const Folder& folder, Diagnostics& diagnostics);

}  // namespace migrate::migc
