#pragma once

// What to say of a run that fails, or leaves another schema, only while the tables have made-up rows.

#include "migc/proof/proof.h"
#include "migc/proof/proof_context.h"

namespace migrate::migc {

// Whether there is something to say; then the finding says it. A failure that any row would cause is a
// mistake, one that depends on what the rows hold is a note, and one that a made-up row caused is neither.
[[nodiscard]] bool tell_failure_with_rows(Finding& failure, const ProofContext& context);

// The same of a downgrade that does not restore the schema; a note.
[[nodiscard]] bool tell_difference_with_rows(Finding& difference, const ProofContext& context);

}  // namespace migrate::migc
