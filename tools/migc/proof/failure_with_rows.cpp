#include "migc/proof/failure_with_rows.h"

#include "migc/proof/failure_cause.h"
#include "migc/proof/fixture_runs.h"

namespace migrate::migc {

namespace {

void tell_held_row(Finding& failure, const Chain& chain) {
  failure.suggestion.clear();
  failure.failed_run = failure.kind;
  failure.kind = FindingKind::fails_on_rows;
  failure.fixture = fixture_below(chain, failure.revision);
}

}  // namespace

bool tell_failure_with_rows(Finding& failure, const ProofContext& context) {
  const Revision revision = context.chain[failure.revision];
  const bool goes_down = failure.kind == FindingKind::downgrade_fails;
  const Script script =
      goes_down ? revision.downgrade(context.dialect()) : revision.upgrade(context.dialect());
  switch (failure_cause(context.dialect(), {failure.message, failure.statement}, script)) {
    case FailureCause::any_row:
      failure.suggestion = "; this fails wherever the table has rows";
      return true;
    case FailureCause::held_row:
      tell_held_row(failure, context.chain);
      return !has_fixture_below(context.options.fixtures, revision);
    case FailureCause::made_up:
      return false;
  }
  return false;
}

bool tell_difference_with_rows(Finding& difference, const ProofContext& context) {
  difference.kind = FindingKind::differs_on_rows;
  difference.fixture = fixture_below(context.chain, difference.revision);
  return !has_fixture_below(context.options.fixtures, context.chain[difference.revision]);
}

}  // namespace migrate::migc
