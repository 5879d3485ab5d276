#pragma once

// PostgreSQL's deferred constraints between the revisions of a transaction. Each revision answers for its own
// rows; the next one may not alter a table for which a check is pending, and may defer again.

#include <string_view>

#include "migrate/export.h"

namespace migrate::core {

// A statement that checks what is deferred, and defers again what was. SET CONSTRAINTS ALL IMMEDIATE would
// stay in force for the rest of the transaction, also for constraints that are created later. With names it
// can be taken back. A name that stands for a constraint that cannot be deferred as well cannot be deferred
// again. REQUIRES: the revision's own search path.
[[nodiscard]] MIGRATE_INTERNAL_API std::string_view check_deferred_constraints();

}  // namespace migrate::core
