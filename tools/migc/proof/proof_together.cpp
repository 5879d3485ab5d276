#include "migc/proof/proof_together.h"

#include <algorithm>
#include <memory>
#include <utility>

#include "migc/proof/enforce_keys.h"
#include "migc/proof/run_failure.h"
#include "migrate/error.h"

namespace migrate::migc {

namespace {

// With as few transactions as the chain allows.
void upgrade_to(const ProofTask& task, ScratchDatabase& database, ChainPlace& place, RevisionIndex size) {
  if (place.size == size) return;
  const auto is_last = [&](RevisionIndex i) {
    return std::ranges::none_of(task.chain[i].children(), [&](RevisionIndex child) { return child < size; });
  };
  for (RevisionIndex i = 0; i < size; ++i)
    if (is_last(i)) task.runner.advance(database, place.rows, task.chain[i].id());
  place.size = size;
  task.memory.reach(database, ProofTrack::plain, place);
}

void run_together(const ProofTask& task, ScratchDatabase& database, ChainPlace& place) {
  if (task.options.together_from == 0) {
    task.runner.run_all(database);
    return;
  }
  upgrade_to(task, database, place, task.options.together_from);
  task.runner.advance(database, place.rows, "heads");
}

}  // namespace

std::optional<Finding> prove_together(const ProofTask& task, MainDatabase& database, bool keys) {
  std::unique_ptr<ScratchDatabase> together = task.engine.make_database();
  ChainPlace place = task.memory.restore(together, ProofTrack::plain, task.options.together_from);
  if (!keys) enforce_keys(*together, false);
  try {
    run_together(task, *together, place);
  } catch (const Error& error) {
    if (!task.engine.is_of_revision(error)) throw;
    const std::optional<RevisionIndex> failed = task.chain.find_revision(error.context().revision);
    Finding failure = failure_of(FindingKind::fails_together, failed.value_or(0), error, database);
    failure.may_pass = task.runner.was_stopped();
    return failure;
  }
  std::vector<Difference> found = differences(database.schema(), together->read_schema());
  if (std::ranges::all_of(found, is_note)) return std::nullopt;
  Finding difference = finding(FindingKind::differs_together, task.chain.heads().front());
  difference.differences = std::move(found);
  return difference;
}

}  // namespace migrate::migc
