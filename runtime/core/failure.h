#pragma once

// Turns what an adapter or a step threw into the error that a user sees: what failed and where, which state
// the database is in, and what to do next.

#include <exception>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "migrate/error.h"
#include "migrate/statement.h"

namespace migrate::core {

// What must be known about a run at the moment when it fails.
struct RunState {
  std::vector<std::string> rows;     // that the database has once the open transaction is rolled back
  std::vector<std::string> applied;  // revisions whose steps were committed
};

// For an error inside a transaction, which is rolled back. `statement`: what was being run, if anything;
// the error may name another one itself.
[[nodiscard]] Error rolled_back(std::exception_ptr cause, const std::optional<Statement>& statement,
                                const RunState& state);

// For an error before a group's first step.
[[nodiscard]] Error not_begun(std::exception_ptr cause, const RunState& state);

// For an error of a non-transactional item.
[[nodiscard]] Error left_incomplete(std::exception_ptr cause, const std::optional<Statement>& statement,
                                    const RunState& state);

[[nodiscard]] Error interrupted();

}  // namespace migrate::core
