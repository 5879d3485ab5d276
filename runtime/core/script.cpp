#include "core/script.h"

#include "core/text.h"
#include "migrate/error.h"

namespace migrate::core {

namespace {

Script script_of(const Revision& revision, Direction direction, Dialect dialect) {
  return direction == Direction::upgrade ? revision.upgrade(dialect) : revision.downgrade(dialect);
}

Error missing_step(const Revision& revision, const Item& item) {
  ErrorContext context;
  context.revision = revision.id();
  context.file = revision.file();
  context.line = item.line();
  return Error(ErrorKind::usage,
               "revision " + quoted(revision.id()) + " calls the C++ step " + quoted(item.text()) +
                   ", which this program does not have; nothing was changed. Run the plan with the program"
                   " that the step is linked into, or choose a target below that revision",
               std::move(context));
}

}  // namespace

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
                                   .line = item.line()},
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
  for (const PlanStep& step : plan.steps) {
    if (step.direction == Direction::stamp) continue;
    const Script script = script_of(chain[step.revision], step.direction, dialect);
    for (std::size_t i = 0; i < script.size(); ++i)
      if (const Item item = script[i]; item.is_call() && item.step() == nullptr)
        throw missing_step(chain[step.revision], item);
  }
}

}  // namespace migrate::core
