#pragma once

// Runs a chain as a program does that meets a new database: in as few transactions as the chain allows.

#include <optional>

#include "migc/proof/main_database.h"
#include "migc/proof/proof.h"
#include "migc/proof/proof_context.h"

namespace migrate::migc {

// In a database of its own. Returns what is wrong: a run that fails, or a schema other than that of
// `database`, where each revision ran by itself. `keys`: whether foreign keys are enforced. REQUIRES: all
// revisions are applied in `database`.
[[nodiscard]] std::optional<Finding> prove_together(const ProofContext& context, MainDatabase& database,
                                                    bool keys);

}  // namespace migrate::migc
