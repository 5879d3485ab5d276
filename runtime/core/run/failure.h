#pragma once

// Turns what an adapter or a step threw into the error that a user sees: what failed and where, which state
// the database is in, and what to do next.

#include <cstdint>
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
  bool has_finished_items = false;   // of the step that is under way, outside a transaction

  bool has_committed() const { return has_finished_items || !applied.empty(); }
};

// For an error inside a transaction, which is rolled back. `statement`: what was being run, if anything;
// the error may name another one itself.
[[nodiscard]] Error rolled_back(std::exception_ptr cause, const std::optional<Statement>& statement,
                                const RunState& state);

// For an error before a group's first step.
[[nodiscard]] Error not_begun(std::exception_ptr cause, const RunState& state);

// What became of the item of a step outside a transaction that ended with an error.
enum class ItemFate : std::uint8_t {
  not_begun,
  undone,      // it ran in a transaction of its own, which was rolled back
  uncertain,   // it ran outside of any, and part of it may remain
  unrecorded,  // it ran to its end outside of any, and its record could not be written
};

struct OpenItem {
  std::string revision;
  std::string place;  // "item 2 of 5"
  ItemFate fate;
};

// For an error of a step outside a transaction that is recorded as begun.
[[nodiscard]] Error left_incomplete(std::exception_ptr cause, const std::optional<Statement>& statement,
                                    const RunState& state, const OpenItem& item);

[[nodiscard]] Error interrupted();

}  // namespace migrate::core
