#include "core/plan/step_items.h"

#include "core/text/advised_error.h"
#include "core/text/concat.h"
#include "core/text/text.h"
#include "migrate/error.h"

namespace migrate::core {

namespace {

// How far the plan can be carried out without the step that `move` calls. `before`: nullptr at the beginning.
std::string reachable_target(const Chain& chain, const Move* before, const Move& move) {
  if (before == nullptr) return "; without it, the database stays where it is.";
  const bool is_upgrade = move.direction == Direction::upgrade;
  return concat({"; without it, \"", is_upgrade ? "upgrade " : "downgrade ",
                 chain[is_upgrade ? before->revision : move.revision].id(), "\" is possible."});
}

Error missing_step(const Chain& chain, const Move* before, const Move& move, const Item& item) {
  const Revision revision = chain[move.revision];
  ErrorContext context;
  context.revision = revision.id();
  context.file = revision.file();
  context.line = item.line();
  const std::string place = concat({context.file, ":", std::to_string(context.line), ": "});
  return advised_error(ErrorKind::usage,
                       concat({place, "revision ", in_quotes(revision.id()), " calls the C++ step ",
                               in_quotes(item.text()), ", which this program does not have"}),
                       nothing_changed,
                       concat({"Run the plan with the program that the step is linked into",
                               reachable_target(chain, before, move)}),
                       std::move(context));
}

}  // namespace

Script script_of(const Revision& revision, Direction direction, Dialect dialect) {
  return direction == Direction::upgrade ? revision.upgrade(dialect) : revision.downgrade(dialect);
}

Script script_of(const Chain& chain, const Move& move, Dialect dialect) {
  return script_of(chain[move.revision], move.direction, dialect);
}

std::vector<RunItem> items_of(const Chain& chain, const Move& move, Dialect dialect) {
  const Revision revision = chain[move.revision];
  const Script script = script_of(chain, move, dialect);
  std::vector<RunItem> items;
  for (std::size_t i = 0; i < script.size(); ++i) {
    const Item item = script[i];
    items.push_back({.statement = {.text = item.text(),
                                   .revision = revision.id(),
                                   .number = static_cast<std::uint32_t>(i + 1),
                                   .file = revision.file(),
                                   .line = item.line(),
                                   .is_stored = revision.is_stored(),
                                   .flags = item.flags()},
                     .step = item.is_call() ? item.step() : nullptr});
  }
  return items;
}

std::vector<FactList> facts_of(const Chain& chain, std::span<const PlanStep> steps, Dialect dialect) {
  std::vector<FactList> facts;
  for (const PlanStep& step : steps)
    if (const Move* move = step.move()) facts.push_back(script_of(chain, *move, dialect).facts());
  return facts;
}

void require_steps(const Chain& chain, const Plan& plan, Dialect dialect) {
  const Move* before = nullptr;
  for (const PlanStep& step : plan.steps) {
    const Move* move = step.move();
    if (move == nullptr) continue;
    const Script script = script_of(chain, *move, dialect);
    for (std::size_t i = 0; i < script.size(); ++i)
      if (const Item item = script[i]; item.is_call() && item.step() == nullptr)
        throw missing_step(chain, before, *move, item);
    before = move;
  }
}

}  // namespace migrate::core
