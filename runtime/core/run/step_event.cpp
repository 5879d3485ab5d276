#include "core/run/step_event.h"

#include <utility>

#include "core/plan/version_rows.h"

namespace migrate::core {

Ends ends_of(const Chain& chain, const PlanStep& step) {
  if (step.direction == Direction::stamp) return {step.removed, step.added};
  const Revision revision = chain[step.revision];
  Ends ends{as_rows(chain, revision.parents()), {std::string(revision.id())}};
  if (step.direction == Direction::downgrade) std::swap(ends.from, ends.to);
  return ends;
}

StepEvent event_of(const Chain& chain, const Plan& plan, std::size_t number, const Ends& ends) {
  const PlanStep& step = plan.steps[number];
  const bool is_stamp = step.direction == Direction::stamp;
  return {.direction = step.direction,
          .revision = is_stamp ? std::string_view() : chain[step.revision].id(),
          .message = is_stamp ? std::string_view() : chain[step.revision].message(),
          .from = ends.from,
          .to = ends.to,
          .number = number + 1,
          .total = plan.steps.size()};
}

}  // namespace migrate::core
