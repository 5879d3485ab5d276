#pragma once

// The body of a YAML revision: its operations become the scripts of each dialect. docs/operations.md is the
// account of the format.

#include <span>

#include "migc/body.h"
#include "migc/diagnostics.h"
#include "migc/folder.h"
#include "migc/schemas_along_chain.h"

namespace migrate::migc {

// Reports every mistake; then what is returned is only good for looking on, and the schemas are no longer
// those of the chain. Otherwise they have advanced by this revision.
[[nodiscard]] Body parse_yaml_body(const RevisionFile& file, std::span<const Dialect> dialects,
                                   SchemasAlongChain& schemas, Diagnostics& diagnostics);

}  // namespace migrate::migc
