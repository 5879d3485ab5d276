#include "core/run/dry_run.h"

#include <algorithm>

#include "core/run/step_event.h"
#include "core/text/concat.h"
#include "core/text/untrusted_text.h"

namespace migrate::core {

namespace {

// The steps from `first` on cannot be tried.
struct End {
  std::size_t first;
  std::string reason;
};

// One attempt to run a plan in one transaction.
class Trial {
 public:
  Trial(Run& run, const Planner& planner, Trust trust) : run_(run), planner_(planner), trust_(trust) {}

  std::optional<DryRun> execute() {
    DatabaseState found = run_.state_for(trust_);
    const Plan plan = run_.make_plan(planner_, found, trust_);
    DryRun result{.rows = found.revisions(), .rows_after = plan.rows_after, .passed = {}, .not_tried = {}};
    if (plan.empty()) {
      result.rows_after = result.rows;
      return result;
    }
    if (run_.options().observer != nullptr) run_.options().observer->before_run(plan);
    End end = end_of_transactions(plan);
    if (run_steps(plan, std::move(found.unfinished), end, result) == GroupOutcome::rows_changed)
      return std::nullopt;
    list_untried(plan, end, result);
    return result;
  }

 private:
  End end_of_transactions(const Plan& plan) const {
    std::size_t first = 0;
    for (const Group& group :
         cut_into_groups(run_.chain(), plan, run_.ledger().dialect(), TransactionMode::all)) {
      if (!group.transactional) break;
      first = group.last;
    }
    return {first, "runs outside any transaction"};
  }

  GroupOutcome run_steps(const Plan& plan, std::optional<UnfinishedStep> unfinished, End& end,
                         DryRun& result) {
    GroupRunner runner(run_.ledger(), run_.options(), run_.backup(),
                       [this] { return run_.state_for(trust_); });
    runner.roll_back();
    runner.set_unfinished(std::move(unfinished));
    while (end.first > 0) {
      std::vector<std::string> rows = result.rows;
      Report report;
      try {
        const GroupOutcome outcome = runner.run(plan, {0, end.first, true}, rows, report);
        result.passed = std::move(report.steps);
        return outcome;
      } catch (const Error& error) {
        if (!run_.session().needs_commit(error)) throw;
        end = end_before(plan, error);
      }
    }
    return GroupOutcome::done;
  }

  // What the engine refuses in the transaction that made it possible may pass in one of its own.
  End end_before(const Plan& plan, const Error& error) const {
    const auto failed = std::ranges::find_if(
        plan.steps, [&](const PlanStep& step) { return id_of(step) == error.context().revision; });
    if (failed == plan.steps.end() || failed == plan.steps.begin()) throw error;
    return {static_cast<std::size_t>(failed - plan.steps.begin()),
            core::concat(
                {"needs an earlier revision to be committed: ", shown(error.context().database_message)})};
  }

  void list_untried(const Plan& plan, const End& end, DryRun& result) const {
    for (std::size_t i = end.first; i < plan.steps.size(); ++i)
      result.not_tried.push_back({kind_of(plan.steps[i]), std::string(id_of(plan.steps[i])),
                                  i == end.first
                                      ? end.reason
                                      : core::concat({"comes after ", shown(id_of(plan.steps[end.first]))})});
  }

  std::string_view id_of(const PlanStep& step) const { return run_.chain()[step.move()->revision].id(); }

  Run& run_;
  const Planner& planner_;
  const Trust trust_;
};

}  // namespace

DryRun try_until_settled(Connection& connection, const Chain& chain, const Options& options,
                         const TryOnce& try_once) {
  Options trial = options;
  trial.backup.clear();
  Run run(connection, chain, trial, adapter::Access::trial);
  for (std::size_t attempts = 0; attempts < most_attempts(chain); ++attempts)
    if (std::optional<DryRun> result = try_once(run)) return std::move(*result);
  throw rows_never_rest(run.ledger().state().revisions());
}

}  // namespace migrate::core

namespace migrate {
inline namespace MIGRATE_FORMAT {

DryRun dry_run_upgrade(Connection& connection, const Chain& chain, std::string_view target,
                       const Options& options) {
  const core::Planner planner = [&](const std::vector<std::string>& rows) {
    return plan_upgrade(chain, rows, target);
  };
  return core::try_until_settled(connection, chain, options, [&](core::Run& run) {
    return core::Trial(run, planner, core::Trust::compatible).execute();
  });
}

DryRun dry_run_downgrade(Connection& connection, const Chain& chain, std::string_view target,
                         const Options& options) {
  const core::Planner planner = [&](const std::vector<std::string>& rows) {
    return plan_downgrade(chain, rows, target);
  };
  return core::try_until_settled(connection, chain, options, [&](core::Run& run) {
    return core::Trial(run, planner, core::Trust::known).execute();
  });
}

}  // namespace MIGRATE_FORMAT
}  // namespace migrate
