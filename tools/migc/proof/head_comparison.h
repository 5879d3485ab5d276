#pragma once

// One HeadCheck on one engine, in the course of a proof.
//
//     HeadComparison comparison(check, chain, engine);
//     comparison.recall(cache);
//     options.at_head = comparison.at_head();
//     const Proof proof = prove_with(cache, chain, engine, options);
//     comparison.keep(cache);
//     HeadOutcome outcome = comparison.finish(proof);

#include <functional>
#include <string>

#include "migc/proof/head_check.h"
#include "migc/proof/proof.h"
#include "migc/proof/proof_cache.h"
#include "migrate/chain.h"

namespace migrate::migc {

class HeadComparison {
 public:
  // All must outlive it. nullptr: nothing is to be compared.
  HeadComparison(HeadCheck* check, const Chain& chain, ScratchEngine& engine);

  void recall(const ProofCache& cache);
  // For ProofOptions; empty where the outcome is known. It returns whether nothing was found.
  [[nodiscard]] std::function<bool(ScratchDatabase&)> at_head();
  void keep(ProofCache& cache) const;
  [[nodiscard]] HeadOutcome finish(const Proof& proof);

 private:
  bool compare(ScratchDatabase& head);

  HeadCheck* check_;
  const Chain& chain_;
  ScratchEngine& engine_;
  std::string key_;
  HeadOutcome outcome_;
  bool is_done_ = false;   // with an outcome, whichever
  bool is_known_ = false;  // to the cache
};

}  // namespace migrate::migc
