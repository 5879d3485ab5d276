#pragma once

// Operations as PostgreSQL's statements. Same functions, same order as render_sqlite.h.

#include <string>
#include <vector>

#include "migc/operations/catalogue.h"
#include "migc/operations/operation.h"

namespace migrate::migc {

// REQUIRES: check_operation() has nothing to say, and the operation is neither Execute nor Call.
[[nodiscard]] std::vector<std::string> render_postgres(const Operation& operation, const Catalogue& before);

}  // namespace migrate::migc
