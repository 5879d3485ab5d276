#pragma once

// The command `current`: where a database is, whatever state that may be.

#include "cli/command_line.h"
#include "cli/invocation.h"

namespace migrate::cli {

[[nodiscard]] Command current_command(Session& session);

}  // namespace migrate::cli
