#pragma once

// The sections of a revision that makes a change on each dialect of the chain: one for all of them where they
// have the same statements, else one for each.

#include <string>
#include <vector>

#include "migc/autogenerate/schema_change.h"

namespace migrate::migc {

// The changes of all dialects.
using SchemaChanges = std::vector<SchemaChange>;

[[nodiscard]] std::string sql_sections(const SchemaChanges& changes);

// The value of `lossy`; empty where the downgrade restores all rows.
[[nodiscard]] std::string lossy_reason(const SchemaChanges& changes);
// The value of `irreversible`: why a downgrade cannot be written; empty where one can, on all dialects.
[[nodiscard]] std::string irreversible_reason(const SchemaChanges& changes);

}  // namespace migrate::migc
