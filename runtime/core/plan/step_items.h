#pragma once

// What a step of a plan runs, item by item.

#include <span>
#include <vector>

#include "migrate/chain.h"
#include "migrate/export.h"
#include "migrate/plan.h"
#include "migrate/statement.h"

namespace migrate::core {

[[nodiscard]] Script script_of(const Revision& revision, Direction direction, Dialect dialect);
[[nodiscard]] MIGRATE_INTERNAL_API Script script_of(const Chain& chain, const Move& move, Dialect dialect);

struct RunItem {
  Statement statement;          // of a call, the text is the step's name
  StepFunction step = nullptr;  // nullptr: a statement
};

// REQUIRES: the process has the steps that the script calls.
[[nodiscard]] std::vector<RunItem> items_of(const Chain& chain, const Move& move, Dialect dialect);

// What each of several steps does.
[[nodiscard]] std::vector<FactList> facts_of(const Chain& chain, std::span<const PlanStep> steps,
                                             Dialect dialect);

// Throws migrate::Error (`usage`) when the plan calls a step that this process does not have.
void require_steps(const Chain& chain, const Plan& plan, Dialect dialect);

}  // namespace migrate::core
