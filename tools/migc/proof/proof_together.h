#pragma once

// Runs a chain as a program does that meets a new database: in as few transactions as the chain allows.

#include <optional>

#include "migc/proof/main_database.h"
#include "migc/proof/proof.h"
#include "migc/proof/proof_context.h"
#include "migc/proof/revision_proof.h"

namespace migrate::migc {

// In a database of its own. Returns what is wrong: a run that fails, or a schema other than that of
// `database`, where `revisions` ran each by itself; where the schemas differ, its made-up rows are removed.
// `keys`: whether foreign keys are enforced. REQUIRES: all revisions are applied in `database`.
[[nodiscard]] std::optional<Finding> prove_together(const ProofContext& context, MainDatabase& database,
                                                    RevisionProof& revisions, bool keys);

}  // namespace migrate::migc
