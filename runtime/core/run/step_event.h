#pragma once

// What observers and reports are told about a step.

#include <cstddef>
#include <string>
#include <vector>

#include "migrate/chain.h"
#include "migrate/export.h"
#include "migrate/observer.h"
#include "migrate/plan.h"

namespace migrate::core {

[[nodiscard]] MIGRATE_INTERNAL_API StepKind kind_of(const PlanStep& step) noexcept;

// What a step leaves and where it goes, as its author wrote it.
struct Ends {
  std::vector<std::string> from;
  std::vector<std::string> to;
};

[[nodiscard]] Ends ends_of(const Chain& chain, const PlanStep& step);

// The event refers to the ends. REQUIRES: the step does not forget rows, of which observers are not told.
[[nodiscard]] StepEvent event_of(const Chain& chain, const Plan& plan, std::size_t number, const Ends& ends);

}  // namespace migrate::core
