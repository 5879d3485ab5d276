#pragma once

// What can be said against an operation before it runs: names that are not there at its point of the chain,
// types that the dialect lacks, values that do not fit their type.

#include "migc/operations/catalogue.h"
#include "migc/operations/mistakes.h"
#include "migc/operations/operation.h"
#include "migc/operations/schema_view.h"

namespace migrate::migc {

// `schema`: after the script so far; `catalogue`: what the operations up to there have made. True where there
// is nothing to say.
[[nodiscard]] bool check_operation(const Operation& operation, std::size_t at, const Catalogue& catalogue,
                                   const SchemaView& schema, Mistakes& mistakes);

}  // namespace migrate::migc
