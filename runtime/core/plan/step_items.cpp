#include "core/plan/step_items.h"

#include "core/text/text.h"
#include "migrate/error.h"

namespace migrate::core {

namespace {

// How far the plan can be carried out without its step `missing`.
std::string reachable_target(const Chain& chain, const Plan& plan, std::size_t missing) {
  if (missing == 0) return "; without it, the database stays where it is";
  if (plan.steps[missing].direction == Direction::downgrade)
    return "; without it, \"downgrade " + std::string(chain[plan.steps[missing].revision].id()) +
           "\" is possible";
  return "; without it, \"upgrade " + std::string(chain[plan.steps[missing - 1].revision].id()) +
         "\" is possible";
}

Error missing_step(const Chain& chain, const Plan& plan, std::size_t step, const Item& item) {
  const Revision revision = chain[plan.steps[step].revision];
  ErrorContext context;
  context.revision = revision.id();
  context.file = revision.file();
  context.line = item.line();
  const std::string place = context.file + ':' + std::to_string(context.line) + ": ";
  return Error(ErrorKind::usage,
               place + "revision " + quoted(revision.id()) + " calls the C++ step " + quoted(item.text()) +
                   ", which this program does not have; nothing was changed. Run the plan with the program"
                   " that the step is linked into" +
                   reachable_target(chain, plan, step),
               std::move(context));
}

}  // namespace

Script script_of(const Revision& revision, Direction direction, Dialect dialect) {
  return direction == Direction::upgrade ? revision.upgrade(dialect) : revision.downgrade(dialect);
}

std::vector<RunItem> items_of(const Chain& chain, const PlanStep& step, Dialect dialect) {
  if (step.direction == Direction::stamp) return {};
  const Revision revision = chain[step.revision];
  const Script script = script_of(revision, step.direction, dialect);
  std::vector<RunItem> items;
  for (std::size_t i = 0; i < script.size(); ++i) {
    const Item item = script[i];
    items.push_back({.statement = {.text = item.text(),
                                   .revision = revision.id(),
                                   .number = static_cast<std::uint32_t>(i + 1),
                                   .file = revision.file(),
                                   .line = item.line(),
                                   .is_stored = revision.is_stored()},
                     .step = item.is_call() ? item.step() : nullptr});
  }
  return items;
}

std::vector<Statement> statements_of(const Chain& chain, std::span<const PlanStep> steps, Dialect dialect) {
  std::vector<Statement> statements;
  for (const PlanStep& step : steps)
    for (const RunItem& item : items_of(chain, step, dialect))
      if (item.step == nullptr) statements.push_back(item.statement);
  return statements;
}

void require_steps(const Chain& chain, const Plan& plan, Dialect dialect) {
  for (std::size_t step = 0; step < plan.steps.size(); ++step) {
    const Direction direction = plan.steps[step].direction;
    if (direction == Direction::stamp) continue;
    const Script script = script_of(chain[plan.steps[step].revision], direction, dialect);
    for (std::size_t i = 0; i < script.size(); ++i)
      if (const Item item = script[i]; item.is_call() && item.step() == nullptr)
        throw missing_step(chain, plan, step, item);
  }
}

}  // namespace migrate::core
