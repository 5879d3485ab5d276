#pragma once

// What an observer is told about a step.

#include <cstddef>
#include <string>
#include <vector>

#include "migrate/chain.h"
#include "migrate/observer.h"
#include "migrate/plan.h"

namespace migrate::core {

// What a step leaves and where it goes, as its author wrote it.
struct Ends {
  std::vector<std::string> from;
  std::vector<std::string> to;
};

[[nodiscard]] Ends ends_of(const Chain& chain, const PlanStep& step);

// The event refers to the ends.
[[nodiscard]] StepEvent event_of(const Chain& chain, const Plan& plan, std::size_t number, const Ends& ends);

}  // namespace migrate::core
