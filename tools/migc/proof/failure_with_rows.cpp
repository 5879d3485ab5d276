#include "migc/proof/failure_with_rows.h"

#include <string>
#include <utility>

#include "migc/proof/failure_cause.h"
#include "migc/proof/fixture_runs.h"

namespace migrate::migc {

namespace {

// A list of rows, one a line, as a part of a sentence.
std::string in_one_line(std::string message) {
  for (std::size_t at = message.find("\n  "); at != message.npos; at = message.find("\n  "))
    message.replace(at, 3, at > 0 && message[at - 1] == ':' ? " " : ", ");
  return message;
}

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
  failure.message = in_one_line(std::move(failure.message));
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
