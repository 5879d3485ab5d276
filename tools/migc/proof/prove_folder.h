#pragma once

// The proof of a folder as its migrate.yaml and its headers want it.

#include <string>
#include <vector>

#include "migc/folder/diagnostics.h"
#include "migc/folder/folder.h"
#include "migc/proof/proof.h"
#include "migrate/chain.h"

namespace migrate::migc {

struct DialectProof {
  Dialect dialect;
  std::string version;  // of the engine
  ProofDepth depth;
  Proof proof;
  std::vector<std::string> notes;
};

// The program that has the chain's C++ steps.
struct ProgramOfSteps {
  std::string path = {};    // empty: there is none
  std::string folder = {};  // for databases and answers; exists
  bool runs_all = false;    // not only what calls a step
};

// Of each dialect that there is an engine for; none where `verify` is off. Adds what is wrong to
// `diagnostics`. `chain`: of this folder.
[[nodiscard]] std::vector<DialectProof> prove_folder(const Folder& folder, const Chain& chain,
                                                     Diagnostics& diagnostics,
                                                     const ProgramOfSteps& program = {});

}  // namespace migrate::migc
