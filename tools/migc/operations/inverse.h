#pragma once

// The downgrade of an operation, or why it cannot be known.

#include <string>
#include <vector>

#include "migc/operations/catalogue.h"
#include "migc/operations/operation.h"

namespace migrate::migc {

struct Inverse {
  std::vector<Operation> operations = {};  // in the order in which they run
  std::string why_not = {};                // when it is not empty, there is no inverse
  // The operation destroys rows, which the inverse cannot bring back: only with `lossy` in the header.
  bool loses_rows = false;
};

// `before`: what the operation met.
[[nodiscard]] Inverse inverse_of(const Operation& operation, const Catalogue& before);

}  // namespace migrate::migc
