#include "migc/proof/head_comparison.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "migrate/error.h"

namespace migrate::migc {

HeadComparison::HeadComparison(HeadCheck* check, const Chain& chain, ScratchEngine& engine)
    : check_(check), chain_(chain), engine_(engine) {
  if (check_ != nullptr) key_ = check_->key(engine.dialect());
  outcome_.was_wanted = !key_.empty();
  if (!outcome_.was_wanted || chain.heads().size() == 1) return;
  outcome_.why_not = "the chain has several heads";
  is_done_ = true;
}

void HeadComparison::recall(const ProofCache& cache) {
  if (!outcome_.was_wanted || is_done_) return;
  outcome_.findings = cache.head_findings(key_);
  is_known_ = is_done_ = outcome_.findings.has_value();
}

std::function<bool(ScratchDatabase&)> HeadComparison::at_head() {
  if (!outcome_.was_wanted || is_done_) return {};
  return [this](ScratchDatabase& head) { return compare(head); };
}

// May be called twice, with and without made-up rows.
bool HeadComparison::compare(ScratchDatabase& head) {
  is_done_ = true;
  try {
    outcome_.findings = check_->compare(engine_, head);
  } catch (const Error& error) {
    outcome_.why_not = error.what();
  }
  return !outcome_.findings || outcome_.findings->empty();
}

void HeadComparison::keep(ProofCache& cache) const {
  if (outcome_.findings && !is_known_) cache.learn_head(key_, *outcome_.findings);
}

HeadOutcome HeadComparison::finish(const Proof& proof) {
  if (!outcome_.was_wanted || is_done_) return std::move(outcome_);
  const auto stopped = std::ranges::find(proof.ran, false);
  if (stopped != proof.ran.end())
    outcome_.why_not = fmt::format("revision {} could not be run",
                                   chain_[static_cast<RevisionIndex>(stopped - proof.ran.begin())].id());
  return std::move(outcome_);
}

}  // namespace migrate::migc
