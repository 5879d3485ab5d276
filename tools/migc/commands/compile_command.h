#pragma once

#include "cli/invocation.h"
#include "migc/commands/tool_arguments.h"

namespace migrate::migc {

void declare_compile(cli::OptionSet& options, ToolArguments& arguments);
[[nodiscard]] int run_compile(const cli::Session& session, const ToolArguments& arguments);

}  // namespace migrate::migc
