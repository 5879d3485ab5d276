#pragma once

// --dry-run: the commands that move a database try what can be rolled back, and show what came of it.

#include <functional>

#include "cli/invocation.h"
#include "cli/option_set.h"
#include "migrate/dry_run.h"

namespace migrate::cli {

// The option itself, and its field.
struct DryRunOption {
  bool is_wanted = false;

  Option& declare(OptionSet& options) {
    return options.flag("--dry-run", is_wanted,
                        "Run what can be rolled back, roll it back, and show the result");
  }
};

using TryOut = std::function<DryRun(Connection&, const Chain&, const Options&)>;

// Returns the exit code; throws what the dry run and with_database() throw.
[[nodiscard]] int try_on_database(const Invocation& invocation, const DatabaseOptions& database,
                                  Options options, const TryOut& try_out);

}  // namespace migrate::cli
