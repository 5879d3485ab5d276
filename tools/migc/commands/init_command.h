#pragma once

#include "cli/invocation.h"
#include "migc/commands/tool_arguments.h"

namespace migrate::migc {

[[nodiscard]] int run_init(const cli::Session& session, const ToolArguments& arguments);

}  // namespace migrate::migc
