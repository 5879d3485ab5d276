#pragma once

// The operations that a statement is: the other way round of the writers (render_postgres.h,
// render_sqlite.h), for statements as migc and the engines write them.
//
//     statement_operations(Dialect::sqlite, "ALTER TABLE runs ADD COLUMN errors INTEGER");   // add_column

#include <string>
#include <vector>

#include "migc/operations/operation.h"

namespace migrate::migc {

// None where operations do not say it, or not all of it.
[[nodiscard]] std::vector<Operation> statement_operations(Dialect dialect, const std::string& statement);

}  // namespace migrate::migc
