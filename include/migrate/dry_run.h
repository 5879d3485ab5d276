#pragma once

// Runs everything that can be rolled back, on the real database, and rolls it back.
//
//     const migrate::DryRun trial = migrate::dry_run_upgrade(connection, inventory::revisions());
//     for (const migrate::UntriedStep& step : trial.not_tried) std::puts(step.revision.c_str());
//
// A step that fails throws the error that the run would throw. All steps share one transaction, also those
// that a run would give one of their own; it takes the run's lock, C++ steps run in it, and what other
// programs can see of it is nothing. Not tried are revisions with `transaction: none`, those that need an
// earlier one to be committed, and all that come after either in the plan.
//
// Of the options, `transaction`, `on_newer` and `backup` have no effect: a newer database is refused. The
// observer is called up to the last step that is tried, but not after_run() and nothing_to_do().
//
// What an engine does not roll back stays: on PostgreSQL, the values that sequences have given out. On
// SQLite, a file that does not exist is not created, and the steps run in memory instead.

#include <string>
#include <string_view>
#include <vector>

#include "migrate/export.h"
#include "migrate/migrator.h"

namespace migrate {
inline namespace MIGRATE_FORMAT {

struct UntriedStep {
  StepKind kind;
  std::string revision;
  std::string reason;  // to be read after the revision's name: "runs outside any transaction"
};

struct DryRun {
  std::vector<std::string> rows;        // that the database has, before and after
  std::vector<std::string> rows_after;  // that it would have after the run
  std::vector<StepReport> passed;       // in order, as the steps that are not tried
  std::vector<UntriedStep> not_tried;
};

// Throw as upgrade(), downgrade() and rollback() do.
MIGRATE_API DryRun dry_run_upgrade(Connection& connection, const Chain& chain,
                                   std::string_view target = "heads", const Options& options = {});
MIGRATE_API DryRun dry_run_downgrade(Connection& connection, const Chain& chain, std::string_view target,
                                     const Options& options = {});
MIGRATE_API DryRun dry_run_rollback(Connection& connection, const Chain& chain, const Options& options = {});

}  // namespace MIGRATE_FORMAT
}  // namespace migrate
