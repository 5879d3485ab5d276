// In a file of its own, so that a dry run of an upgrade does not bring the code of a rollback into a program.

#include "core/run/dry_run.h"
#include "core/run/rollback.h"

namespace migrate {
inline namespace MIGRATE_FORMAT {

DryRun dry_run_rollback(Connection& connection, const Chain& chain, const Options& options) {
  return core::try_until_settled(connection, chain, options, [](core::Run& run) -> std::optional<DryRun> {
    const core::Rollback rollback = core::prepare_rollback(run.ledger());
    DryRun result{.rows = rollback.plan.rows_before,
                  .rows_after = rollback.plan.rows_after,
                  .passed = {},
                  .not_tried = {}};
    if (rollback.plan.empty()) return result;
    std::vector<std::string> rows = result.rows;
    Report report;
    if (core::run_rollback(run, rollback, core::Ending::roll_back, rows, report) ==
        core::GroupOutcome::rows_changed)
      return std::nullopt;
    result.passed = std::move(report.steps);
    return result;
  });
}

}  // namespace MIGRATE_FORMAT
}  // namespace migrate
