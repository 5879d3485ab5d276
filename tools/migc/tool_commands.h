#pragma once

// The commands that only migc has, because they need the folder itself: compile, check, lock.

#include <vector>

#include "cli/command_line.h"
#include "cli/session.h"
#include "core/chain_builder.h"
#include "migc/diagnostics.h"
#include "migc/folder.h"
#include "migc/tool_arguments.h"

namespace migrate::migc {

// The session and the arguments must outlive the commands.
[[nodiscard]] std::vector<cli::Command> tool_commands(const cli::Session& session, ToolArguments& arguments);

// All that is judged of a folder that was read, but for the bodies of its revisions.
void check_folder(const Folder& folder, Diagnostics& diagnostics);

// The chain of the folder for a command that looks or plans. Several heads or bases are no obstacle to that.
// Throws migrate::Error (bad_input), after the mistakes were printed, when the chain cannot be made sense of.
[[nodiscard]] core::OwnedChain load_chain(const std::string& folder, std::ostream& err);

}  // namespace migrate::migc
