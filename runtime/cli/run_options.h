#pragma once

// What the commands that touch a database have in common.

#include <string>
#include <vector>

#include "cli/invocation.h"
#include "migrate/options.h"
#include "migrate/report.h"

namespace migrate::cli {

// What the arguments say of how a run is done. Who watches and who stops it is for the command to add.
[[nodiscard]] Options run_options(const Session& session);

// --rows, for commands that can do without a database when they are told what it holds.
void declare_rows(OptionSet& options, Session& session);

// --transaction
void declare_transaction(OptionSet& options, Session& session);

// The rows of the version table: as --rows says, or else the database's own.
[[nodiscard]] std::vector<std::string> version_rows(const Session& session, const Chain& chain);

}  // namespace migrate::cli
