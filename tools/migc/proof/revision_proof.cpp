#include "migc/proof/revision_proof.h"

#include <algorithm>
#include <iterator>
#include <optional>
#include <utility>

#include "engine/characters.h"
#include "migc/proof/enforce_keys.h"
#include "migc/proof/failure_with_rows.h"
#include "migc/proof/fixture_runs.h"
#include "migc/proof/run_failure.h"
#include "migc/scratch/statement_limit.h"

namespace migrate::migc {

std::vector<Finding> RevisionProof::prove(RevisionIndex i) {
  Findings findings;
  if (std::string step = context_.runner.missing_step(Direction::upgrade, i); !step.empty()) {
    course_[i].stopped_by = i;
    findings.push_back(finding(FindingKind::upgrade_calls_step, i, std::move(step)));
    return findings;
  }
  Trial trial = run_and_judge(i, findings);
  if (!trial.is_upgraded) {
    course_[i].stopped_by = i;
    restore_before(i);
  } else if (!trial.is_right) {
    restore_after(i);
  }
  std::ranges::move(trial.findings, std::back_inserter(findings));
  if (trial.is_upgraded) run_fixture_of(i, findings);
  if (watch_.settle(database_.scratch(),
                    words_of_runs(context_.chain[i], context_.dialect(), context_.options.fixtures),
                    MadeUp::yes))
    database_.rows_were_written();
  return findings;
}

Trial RevisionProof::run_and_judge(RevisionIndex i, Findings& findings) {
  Trial trial = trials_.run(i, findings);
  if (trial.has_failed && watch_.has_made_up_rows())
    trial = judge_without_made_up_rows(i, std::move(trial), findings);
  if (!trial.has_failed && watch_.has_made_up_rows() && changes_schema(trial))
    trial = judge_schema_without_made_up_rows(i, std::move(trial), findings);
  if (trial.has_failed && is_about_keys(trial)) trial = judge_without_keys(i, std::move(trial), findings);
  return trial;
}

// The made-up rows may be to blame. Where the revision succeeds without them, or fails later, what they have
// shown is a mistake if any row would show it.
Trial RevisionProof::judge_without_made_up_rows(RevisionIndex i, Trial with_rows, Findings& findings) {
  Trial trial = run_without_made_up_rows(i, findings);
  Finding& failure = with_rows.findings.back();
  const bool fails_alike = trial.has_failed && trial.findings.back().kind == failure.kind;
  if (!fails_alike && tell_failure_with_rows(failure, context_))
    trial.findings.insert(trial.findings.begin(), std::move(failure));
  return trial;
}

// What a statement makes may depend on the rows: a block that creates a table for each of them. Other rows
// may leave another schema than those that were made up.
Trial RevisionProof::judge_schema_without_made_up_rows(RevisionIndex i, Trial with_rows, Findings& findings) {
  Trial trial = run_without_made_up_rows(i, findings);
  if (!trial.is_upgraded) return trial;
  if (trial.has_failed || changes_schema(trial))
    return {.findings = std::move(with_rows.findings), .is_upgraded = true};
  trial.findings.clear();
  for (Finding& found : with_rows.findings)
    if (found.kind != FindingKind::downgrade_differs || tell_difference_with_rows(found, context_))
      trial.findings.push_back(std::move(found));
  return trial;
}

Trial RevisionProof::run_without_made_up_rows(RevisionIndex i, Findings& findings) {
  restore_before(i);
  (void)watch_.settle(database_.scratch(), {}, MadeUp::no);
  return trials_.run(i, findings);
}

bool RevisionProof::changes_schema(const Trial& trial) const {
  return context_.dialect() == Dialect::postgres &&
         std::ranges::find(trial.findings, FindingKind::downgrade_differs, &Finding::kind) !=
             trial.findings.end();
}

bool RevisionProof::is_about_keys(const Trial& trial) const {
  return context_.dialect() == Dialect::sqlite &&
         core::to_lower(trial.findings.back().message).find("foreign key") != std::string::npos;
}

// A program that does not enforce foreign keys runs what fails here.
Trial RevisionProof::judge_without_keys(RevisionIndex i, Trial with_keys, Findings& findings) {
  restore_before(i);
  (void)watch_.settle(database_.scratch(), {}, MadeUp::no);
  enforce_keys(database_.scratch(), false);
  Trial trial = trials_.run(i, findings);
  enforce_keys(database_.scratch(), true);
  course_[i].fails_on_keys = !trial.has_failed;
  if (trial.has_failed) return with_keys;
  Finding& failure = with_keys.findings.back();
  failure.kind = FindingKind::fails_on_keys;
  trial.findings.push_back(std::move(failure));
  return trial;
}

// After the revision, and before rows are made up for its tables.
void RevisionProof::run_fixture_of(RevisionIndex i, Findings& findings) {
  const Fixture* fixture = find_fixture(context_.options.fixtures, i);
  if (fixture == nullptr) return;
  std::optional<FixtureFailure> failure =
      run_fixture(database_.scratch_to_change(), *fixture, context_.engine);
  if (failure && watch_.has_made_up_rows()) {
    restore_after(i);
    failure = run_fixture(database_.scratch_to_change(), *fixture, context_.engine);
  }
  if (!failure) return;
  findings.push_back(failure_of(FindingKind::fixture_fails, i, failure->error, database_));
  findings.back().fixture = fixture->name;
  findings.back().line = failure->line;
  findings.back().may_pass = has_met_limit(failure->error);
  course_[i].fixture_fails = true;
  restore_after(i);
}

void RevisionProof::restore_before(RevisionIndex i) {
  followed_.go_before(i, course_);
  become_followed();
}

void RevisionProof::restore_after(RevisionIndex i) {
  followed_.go_after(i, course_);
  become_followed();
}

void RevisionProof::become_followed() {
  database_.become(followed_.scratch(), followed_.version_rows());
  watch_.forget();
}

}  // namespace migrate::migc
