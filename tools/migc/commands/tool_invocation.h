#pragma once

// What every command of migc works with: what the commands of programs do, and the migrations folder.

#include <string>

#include "cli/invocation.h"

namespace migrate::migc {

struct ToolInvocation : cli::Invocation {
  const std::string& folder;  // as --dir has it
};

}  // namespace migrate::migc
