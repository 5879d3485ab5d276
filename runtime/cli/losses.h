#pragma once

// What a script will lose that is in a database now: the rows of the tables that it drops, and columns.

#include <cstdint>
#include <string>
#include <vector>

#include "migrate/chain.h"

namespace migrate::cli {

struct Loss {
  std::uint32_t item;  // of the script's items, counted from 0
  std::string text;    // "loses the rows of runs", "loses the column runs.name"
};

// In the order of the items. A table that the script makes itself or rebuilds loses nothing.
[[nodiscard]] std::vector<Loss> losses_of(const Script& script, Dialect dialect);

}  // namespace migrate::cli
