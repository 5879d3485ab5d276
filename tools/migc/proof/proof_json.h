#pragma once

// proof.json: what a build found out about each revision, for people and for other tools. docs/proof.md
// describes it.

#include <span>
#include <string>

#include "migc/folder/folder.h"
#include "migc/proof/prove_folder.h"
#include "migrate/chain.h"

namespace migrate::migc {

// `proofs`: of this folder and chain. A dialect without a proof is listed as well.
[[nodiscard]] std::string proof_json(const Folder& folder, const Chain& chain,
                                     std::span<const DialectProof> proofs);

}  // namespace migrate::migc
