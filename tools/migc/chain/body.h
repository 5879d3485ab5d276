#pragma once

// The body of a revision file, taken apart into the scripts of each dialect.

#include <cstddef>
#include <vector>

#include "migc/chain/chain_builder.h"

namespace migrate::migc {

struct Body {
  // One for each dialect of the chain, in the chain's order. Texts have LF line ends.
  std::vector<core::ScriptSpec> scripts;
  // Whether the file has a downgrade section for that dialect (an empty one counts).
  std::vector<bool> has_downgrade;
  // The line of a downgrade section that is empty and does not say that this is meant; otherwise 0.
  std::vector<std::size_t> empty_downgrade_line;
};

}  // namespace migrate::migc
