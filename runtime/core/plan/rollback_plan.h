#pragma once

#include <span>
#include <string>

#include "migrate/plan.h"

namespace migrate::core {

// Reverts all revisions from `first_unknown` on.
[[nodiscard]] Plan plan_rollback(const Chain& extended, std::span<const std::string> rows,
                                 RevisionIndex first_unknown);

}  // namespace migrate::core
