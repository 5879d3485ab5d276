#include "cli/plan_text.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <vector>

#include "core/text/untrusted_text.h"

namespace migrate::cli {

namespace {

std::string rows_text(const std::vector<std::string>& rows) {
  return rows.empty() ? "none" : core::shown(fmt::format("{}", fmt::join(rows, ", ")));
}

std::string move_line(const Chain& chain, const Move& move) {
  const Revision revision = chain[move.revision];
  std::string line = fmt::format("{} {}", move.direction == Direction::upgrade ? "upgrade" : "downgrade",
                                 core::shown(revision.id()));
  if (!revision.message().empty()) line += fmt::format(", {}", core::shown(revision.message()));
  return line;
}

}  // namespace

std::string step_line(const Chain& chain, const PlanStep& step) {
  if (const Move* move = step.move()) return move_line(chain, *move);
  if (step.forgets()) return fmt::format("forget {}", rows_text(step.removed));
  return fmt::format("stamp {} -> {}", rows_text(step.removed), rows_text(step.added));
}

std::string plan_end(const Plan& plan) {
  return fmt::format("{}rows: {}\n", plan.empty() ? "nothing to do\n" : "", rows_text(plan.rows_after));
}

}  // namespace migrate::cli
