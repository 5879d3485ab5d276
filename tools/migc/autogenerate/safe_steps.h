#pragma once

// Statements of PostgreSQL that keep a filled table locked while they read all of it, in steps that do not
// (`safe_steps: true`): a constraint is added without a look at the rows, which VALIDATE then reads while
// others write; an index is built concurrently. What must not share a transaction with the rest comes
// afterwards, in a revision of its own.

#include <string>
#include <vector>

namespace migrate::migc {

struct SafeSteps {
  std::vector<std::string> first = {};
  std::vector<std::string> afterwards = {};  // each outside of a transaction; empty: none needs that
};

// A table that the statements create is empty, and needs no steps.
[[nodiscard]] SafeSteps safe_steps(const std::vector<std::string>& statements);

}  // namespace migrate::migc
