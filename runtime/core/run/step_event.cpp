#include "core/run/step_event.h"

#include <utility>

#include "core/plan/version_rows.h"

namespace migrate::core {

StepKind kind_of(const PlanStep& step) noexcept {
  if (step.move() == nullptr) return StepKind::stamp;
  return step.move()->direction == Direction::upgrade ? StepKind::upgrade : StepKind::downgrade;
}

Ends ends_of(const Chain& chain, const PlanStep& step) {
  const Move* move = step.move();
  if (move == nullptr) return {step.removed, step.added};
  const Revision revision = chain[move->revision];
  Ends ends{as_rows(chain, revision.parents()), {std::string(revision.id())}};
  if (move->direction == Direction::downgrade) std::swap(ends.from, ends.to);
  return ends;
}

StepEvent event_of(const Chain& chain, const Plan& plan, std::size_t number, const Ends& ends) {
  const PlanStep& step = plan.steps[number];
  const Move* move = step.move();
  const std::size_t forgotten = plan.steps.front().forgets() ? 1 : 0;
  return {.kind = kind_of(step),
          .revision = move == nullptr ? std::string_view() : chain[move->revision].id(),
          .message = move == nullptr ? std::string_view() : chain[move->revision].message(),
          .from = ends.from,
          .to = ends.to,
          .number = number + 1 - forgotten,
          .total = plan.steps.size() - forgotten};
}

}  // namespace migrate::core
