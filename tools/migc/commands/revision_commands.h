#pragma once

// The commands that write a new revision file.

#include "cli/invocation.h"
#include "migc/commands/tool_arguments.h"

namespace migrate::migc {

[[nodiscard]] int run_revision(const cli::Session& session, const ToolArguments& arguments);
[[nodiscard]] int run_merge(const cli::Session& session, const ToolArguments& arguments);

}  // namespace migrate::migc
