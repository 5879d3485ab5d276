#pragma once

// What the parts of one proof share: what is proven, on which engine, and how.

#include "migc/proof/proof.h"
#include "migc/proof/proof_memory.h"
#include "migc/proof/runner.h"
#include "migc/scratch/scratch_database.h"
#include "migrate/chain.h"

namespace migrate::migc {

// Made once for each proof, and must not outlive it.
struct ProofContext {
  const Chain& chain;
  ScratchEngine& engine;
  const ProofOptions& options;
  ProofMemory& memory;
  Runner& runner;

  [[nodiscard]] Dialect dialect() const noexcept { return engine.dialect(); }
};

}  // namespace migrate::migc
