#pragma once

// Plans as lines for people.

#include <string>

#include "migrate/plan.h"
#include "migrate/report.h"

namespace migrate::cli {

// "upgrade cb3cf47d9259, add error_count to runs", "stamp a -> b" or "forget 67371aeb5ae0"
[[nodiscard]] std::string step_line(const Chain& chain, const PlanStep& step);

// The same for a step that is known by its revision, which another chain may have.
[[nodiscard]] std::string step_line(const Chain& chain, StepKind kind, std::string_view revision);

// The rows after the plan, or that there is nothing to do; the last lines.
[[nodiscard]] std::string plan_end(const Plan& plan);
[[nodiscard]] std::string plan_end(bool is_empty, const std::vector<std::string>& rows_after);

}  // namespace migrate::cli
