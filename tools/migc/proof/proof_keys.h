#pragma once

// By what the verdict of a revision is known again: everything that can change it. Each key covers the keys
// of all revisions before it in the chain's order, so that one that is added at the end leaves the others
// alone.

#include <map>
#include <string>
#include <vector>

#include "core/chain/digest.h"
#include "migc/folder/folder.h"
#include "migc/proof/proof.h"
#include "migc/scratch/scratch_database.h"
#include "migrate/chain.h"

namespace migrate::migc {

struct ProofKeys {
  std::vector<core::Digest> states;    // of the databases after each revision
  std::vector<core::Digest> verdicts;  // of each revision
  std::vector<core::Digest> lines;     // where its statements stand in the file, which only findings tell
  core::Digest end;  // of what is found out when all have run: of the newest together, of queries
};

// `chain`: of this folder.
[[nodiscard]] ProofKeys proof_keys(const Folder& folder, const Chain& chain, const ScratchEngine& engine,
                                   const ProofOptions& options);

}  // namespace migrate::migc
