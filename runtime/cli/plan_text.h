#pragma once

// Plans as lines for people.

#include <string>

#include "migrate/plan.h"

namespace migrate::cli {

// "upgrade cb3cf47d9259, add error_count to runs", "stamp a -> b" or "forget 67371aeb5ae0"
[[nodiscard]] std::string step_line(const Chain& chain, const PlanStep& step);

// The rows after the plan, or that there is nothing to do; the last lines.
[[nodiscard]] std::string plan_end(const Plan& plan);

}  // namespace migrate::cli
