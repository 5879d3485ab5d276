#include "migc/proof/trial.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <utility>

#include "core/plan/undoing.h"
#include "migc/proof/run_failure.h"
#include "migrate/error.h"

namespace migrate::migc {

namespace {

void tell_lack(const EngineLack& lack, Finding& failure) {
  failure.failed_run = failure.kind;
  failure.kind = FindingKind::engine_lacks;
  failure.message = lack.what;
  failure.suggestion.clear();
  failure.may_pass = lack.may_pass;
}

}  // namespace

Trial TrialRunner::run(RevisionIndex i, std::vector<Finding>& missing) {
  Trial trial;
  const SchemaCatalogue before = database_.schema();
  const Plan plan = plan_upgrade(context_.chain, database_.version_rows(), context_.chain[i].id());
  if (!succeeds(plan, FindingKind::upgrade_fails, trial, missing)) return trial;
  trial.is_upgraded = true;
  broken_objects_.find(i, before, database_, trial.findings, missing);
  trial.is_right = !goes_back(i) || goes_there_and_back(plan, before, trial, missing);
  return trial;
}

bool TrialRunner::goes_back(RevisionIndex i) const {
  const Revision revision = context_.chain[i];
  return context_.options.goes_back(revision) && i >= context_.memory.known() &&
         !revision.upgrade(context_.dialect()).empty();
}

// REQUIRES: the plan has run.
bool TrialRunner::goes_there_and_back(const Plan& plan, const SchemaCatalogue& before, Trial& trial,
                                      std::vector<Finding>& missing) {
  const RevisionIndex i = plan.steps.front().move()->revision;
  if (std::string step = context_.runner.missing_step(Direction::downgrade, i); !step.empty()) {
    trial.findings.push_back(finding(FindingKind::downgrade_calls_step, i, std::move(step)));
    return true;
  }
  const SchemaCatalogue after = database_.schema();
  if (!succeeds(core::undoing(plan), FindingKind::downgrade_fails, trial, missing)) return false;
  const bool is_same = restores_schema(i, before, trial);
  const bool has_rows = restores_rows(i, is_same ? RowWatch::Schema::same : RowWatch::Schema::changed, trial);
  if (!is_same || !has_rows || !succeeds(plan, FindingKind::upgrade_fails_again, trial, missing))
    return false;
  compare_upgrades(i, after, trial);
  return true;
}

bool TrialRunner::succeeds(const Plan& plan, FindingKind failure, Trial& trial,
                           std::vector<Finding>& missing) {
  try {
    database_.run(context_.runner, plan);
    return true;
  } catch (const Error& error) {
    if (!context_.engine.is_of_revision(error)) throw;
    trial.findings.push_back(failure_of(failure, plan.steps.front().move()->revision, error, database_));
    trial.findings.back().may_pass = context_.runner.was_stopped();
    const Revision revision = context_.chain[plan.steps.front().move()->revision];
    place(trial.findings.back(), context_.dialect(),
          failure == FindingKind::downgrade_fails ? revision.downgrade(context_.dialect())
                                                  : revision.upgrade(context_.dialect()));
    if (const std::optional<EngineLack> lack = context_.engine.find_lack(error))
      tell_lack(*lack, trial.findings.back());
  }
  if (context_.engine.stand_in_for(trial.findings.back().message)) {
    missing.push_back(std::move(trial.findings.back()));
    missing.back().kind = FindingKind::function_missing;
    trial.findings.pop_back();
    return succeeds(plan, failure, trial, missing);
  }
  trial.has_failed = true;
  return false;
}

// Whether the schema is what it was, but for what is only a note.
bool TrialRunner::restores_schema(RevisionIndex i, const SchemaCatalogue& before, Trial& trial) {
  std::vector<Difference> found = differences(before, database_.schema());
  if (found.empty()) return true;
  const bool is_right = std::ranges::all_of(found, is_note);
  trial.findings.push_back(
      finding(is_right ? FindingKind::order_differs : FindingKind::downgrade_differs, i));
  trial.findings.back().differences = std::move(found);
  return is_right;
}

bool TrialRunner::restores_rows(RevisionIndex i, RowWatch::Schema schema, Trial& trial) {
  std::vector<std::string> lines = watch_.differences(
      database_.scratch(), words_of_runs(context_.chain[i], context_.dialect(), context_.options.fixtures),
      schema);
  if (lines.empty() || !context_.chain[i].lossy().empty()) return true;
  trial.findings.push_back(finding(FindingKind::rows_differ, i));
  trial.findings.back().rows = std::move(lines);
  return false;
}

// A sequence that was asked for its next value, for example, makes two schemas of one upgrade.
void TrialRunner::compare_upgrades(RevisionIndex i, const SchemaCatalogue& first, Trial& trial) {
  std::vector<Difference> found = differences(first, database_.schema());
  std::erase_if(found, is_note);
  if (found.empty()) return;
  trial.findings.push_back(finding(FindingKind::upgrade_differs_again, i));
  trial.findings.back().differences = std::move(found);
}

}  // namespace migrate::migc
