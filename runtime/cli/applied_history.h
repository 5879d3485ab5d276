#pragma once

// `history --applied`: what ran on a database, when, for how long, and which program ran it.

#include "cli/invocation.h"

namespace migrate::cli {

// Prints the rows of the history table, newest first, and returns the exit code.
int show_applied_history(const Invocation& invocation, const DatabaseOptions& database);

// Whether the history table of a database has a row.
[[nodiscard]] bool has_history(Connection& connection, const Chain& chain, const Options& options);

}  // namespace migrate::cli
