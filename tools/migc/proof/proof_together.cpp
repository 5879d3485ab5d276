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
void upgrade_to(const ProofContext& context, ScratchDatabase& database, ChainPlace& place,
                RevisionIndex size) {
  if (place.size == size) return;
  const auto is_last = [&](RevisionIndex i) {
    return std::ranges::none_of(context.chain[i].children(),
                                [&](RevisionIndex child) { return child < size; });
  };
  for (RevisionIndex i = 0; i < size; ++i)
    if (is_last(i)) context.runner.advance(database, place.rows, context.chain[i].id());
  place.size = size;
  context.memory.reach(database, ProofTrack::plain, place);
}

void run_together(const ProofContext& context, ScratchDatabase& database, ChainPlace& place) {
  if (context.options.together_from == 0) {
    context.runner.run_all(database);
    return;
  }
  upgrade_to(context, database, place, context.options.together_from);
  context.runner.advance(database, place.rows, "heads");
}

}  // namespace

std::optional<Finding> prove_together(const ProofContext& context, MainDatabase& database,
                                      RevisionProof& revisions, bool keys) {
  std::unique_ptr<ScratchDatabase> together = context.engine.make_database();
  ChainPlace place = context.memory.restore(together, ProofTrack::plain, context.options.together_from);
  if (!keys) enforce_keys(*together, false);
  try {
    run_together(context, *together, place);
  } catch (const Error& error) {
    if (!context.engine.is_of_revision(error)) throw;
    const std::optional<RevisionIndex> failed = context.chain.find_revision(error.context().revision);
    Finding failure = failure_of(FindingKind::fails_together, failed.value_or(0), error, database);
    failure.may_pass = context.runner.was_stopped();
    return failure;
  }
  const SchemaCatalogue schema = together->read_schema();
  if (std::ranges::all_of(differences(database.schema(), schema), is_note)) return std::nullopt;
  revisions.remove_made_up_rows();
  std::vector<Difference> found = differences(database.schema(), schema);
  if (std::ranges::all_of(found, is_note)) return std::nullopt;
  Finding difference = finding(FindingKind::differs_together, context.chain.heads().front());
  difference.differences = std::move(found);
  return difference;
}

}  // namespace migrate::migc
