#pragma once

// A plan for an existing database: besides its steps, the transactions that they run in, what is worth
// knowing before they do, and their statements.

#include <optional>
#include <string>
#include <vector>

#include "core/ledger/unfinished_step.h"
#include "migrate/plan.h"

namespace migrate::cli {

struct LivePlan {
  const Chain& chain;  // with its scripts
  const Plan& plan;
  Dialect dialect;
  std::optional<core::UnfinishedStep> unfinished;  // that an earlier run left
  std::vector<Group> groups;
  bool with_statements;
};

// "transaction 1:", its steps below it, then what is next; without the rows after the plan.
[[nodiscard]] std::string live_plan_text(const LivePlan& live);

// The object of plan_json(); its steps have the members "group" and "notes", and "statements" where they are
// wanted; "groups" says which are transactions.
[[nodiscard]] std::string live_plan_json(const LivePlan& live);

}  // namespace migrate::cli
