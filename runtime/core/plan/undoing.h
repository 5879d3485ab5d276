#pragma once

#include "migrate/plan.h"

namespace migrate::core {

// The plan that takes back an upgrade of one step. REQUIRES: `plan` is one.
[[nodiscard]] Plan undoing(const Plan& plan);

}  // namespace migrate::core
