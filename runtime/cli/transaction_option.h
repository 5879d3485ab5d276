#pragma once

// --transaction

#include <optional>

#include "cli/option_set.h"
#include "migrate/table.h"

namespace migrate::cli {

struct TransactionOption {
  std::optional<TransactionMode> mode;  // instead of the chain's

  void declare(OptionSet& options) {
    options.choice("--transaction", mode, "MODE",
                   "One transaction for the run (all) or for each revision (each) (default: the chain's)",
                   {{"all", TransactionMode::all}, {"each", TransactionMode::each}});
  }
};

}  // namespace migrate::cli
