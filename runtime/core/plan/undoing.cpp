#include "core/plan/undoing.h"

#include <utility>

namespace migrate::core {

Plan undoing(const Plan& plan) {
  Plan undo{.steps = plan.steps, .rows_before = plan.rows_after, .rows_after = plan.rows_before};
  PlanStep& step = undo.steps.front();
  step.action = Move{Direction::downgrade, step.move()->revision};
  std::swap(step.removed, step.added);
  return undo;
}

}  // namespace migrate::core
