#pragma once

// --rows, for commands that can do without a database when they are told what it holds.

#include <optional>
#include <string>
#include <vector>

#include "cli/database.h"
#include "migrate/chain.h"

namespace migrate::cli {

struct RowsOption {
  std::optional<std::string> typed;  // with commas between them

  void declare(OptionSet& options);

  // Those that were typed; without the option, none.
  [[nodiscard]] std::vector<std::string> rows() const;
  // Those that were typed; without the option, the database's own.
  [[nodiscard]] std::vector<std::string> rows_or_read(const Invocation& invocation,
                                                      const DatabaseOptions& database,
                                                      const Chain& chain) const;
};

}  // namespace migrate::cli
