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
                   "all: one transaction for the run; each: one for each revision",
                   {{"all", TransactionMode::all}, {"each", TransactionMode::each}});
  }
};

}  // namespace migrate::cli
