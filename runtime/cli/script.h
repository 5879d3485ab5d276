#pragma once

// --sql: the commands that change a database write a script for its shell instead, and open none.

#include "cli/invocation.h"
#include "migrate/report.h"

namespace migrate::cli {

// --sql and --dialect, and the target, which --sql may bring along.
void declare_script_options(OptionSet& options, Session& session);

// Whether the command line asks for a script.
[[nodiscard]] bool wants_script(const Session& session);

// Prints the script all in one, or throws and prints nothing.
int print_script(const Session& session, StepKind kind);

}  // namespace migrate::cli
