#pragma once

// Reverting what a newer program left in a database, by the scripts that it stored there.
//
// Nothing runs before all of it was found to be possible and right: each unknown revision is reversible
// inside a transaction with the steps that this process has, its row is as it was written, and it is the
// revision that its chain digest covers. That digest covers parents and dependencies, down to the
// revisions of the chain; so the order that follows from them is right, too.

#include <memory>
#include <string>

#include "core/ledger/extended_chain.h"
#include "core/run/run.h"
#include "migrate/export.h"
#include "migrate/plan.h"

namespace migrate::core {

struct Rollback {
  UnknownRevisions unknown;
  std::unique_ptr<ExtendedChain> extended;  // what the plan's numbers count in
  Plan plan;                                // without steps when the chain knows all rows
};

// What a rollback would do now. Throws migrate::Error: `usage` for what cannot be rolled back, `mismatch` for
// a history that was changed or does not agree with the chain.
[[nodiscard]] MIGRATE_INTERNAL_API Rollback prepare_rollback(const Ledger& ledger);

// Runs it in one transaction, unless under the lock the history says something else than before. `rows` are
// then those that it leaves, and its steps are in the report.
enum class Ending : std::uint8_t { commit, roll_back };
GroupOutcome run_rollback(Run& run, const Rollback& rollback, Ending ending, std::vector<std::string>& rows,
                          Report& report);

}  // namespace migrate::core
