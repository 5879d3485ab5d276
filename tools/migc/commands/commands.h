#pragma once

// The commands of migc: those that need the migrations folder itself, each a struct in a file of its own, and
// those that programs have as well (cli/commands.h).

#include <vector>

#include "migc/commands/tool_invocation.h"

namespace migrate::migc {

// In all of them, the invocation must outlive the command.
[[nodiscard]] cli::Command compile_command(const ToolInvocation& invocation);
[[nodiscard]] cli::Command prove_command(const ToolInvocation& invocation);
[[nodiscard]] cli::Command check_command(const ToolInvocation& invocation);
[[nodiscard]] cli::Command lock_command(const ToolInvocation& invocation);

[[nodiscard]] cli::Command init_command(const ToolInvocation& invocation);
[[nodiscard]] cli::Command revision_command(const ToolInvocation& invocation);
[[nodiscard]] cli::Command merge_command(const ToolInvocation& invocation);
[[nodiscard]] cli::Command rebase_command(const ToolInvocation& invocation);
[[nodiscard]] cli::Command edit_command(const ToolInvocation& invocation);
[[nodiscard]] cli::Command derive_command(const ToolInvocation& invocation);
[[nodiscard]] cli::Command diff_command(const ToolInvocation& invocation);
[[nodiscard]] cli::Command dump_command(const ToolInvocation& invocation);
[[nodiscard]] cli::Command graph_command(const ToolInvocation& invocation);

// All of them, in the order of the help.
[[nodiscard]] std::vector<cli::Command> commands_of_tool(const ToolInvocation& invocation);

}  // namespace migrate::migc
