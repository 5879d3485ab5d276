#pragma once

// The revisions that make a change. One, unless PostgreSQL needs more: a new value of an enum can be used
// only once the transaction that adds it has ended, and safe steps (safe_steps.h) run outside of
// transactions.

#include <memory>
#include <vector>

#include "migc/autogenerate/revision_text.h"
#include "migc/autogenerate/schema_change.h"

namespace migrate::migc {

struct Stage {
  SchemaChanges changes;              // of each dialect
  bool outside_transactions = false;  // transaction: none
};

// REQUIRES: all changes have statements. `takes_safe_steps`: where that is possible.
[[nodiscard]] std::vector<Stage> stages_of(const std::vector<std::unique_ptr<BothSchemas>>& schemas,
                                           const SchemaChanges& changes, const Settings& settings,
                                           bool takes_safe_steps);

}  // namespace migrate::migc
