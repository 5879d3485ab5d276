#include "cli/plan_text.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <optional>
#include <string_view>
#include <vector>

#include "core/text/untrusted_text.h"

namespace migrate::cli {

namespace {

std::string rows_text(const std::vector<std::string>& rows) {
  return rows.empty() ? "none" : core::shown(fmt::format("{}", fmt::join(rows, ", ")));
}

std::string move_line(bool upgrades, std::string_view id, std::string_view message) {
  std::string line = fmt::format("{} {}", upgrades ? "upgrade" : "downgrade", core::shown(id));
  if (!message.empty()) line += fmt::format(", {}", core::shown(message));
  return line;
}

}  // namespace

std::string step_line(const Chain& chain, const PlanStep& step) {
  if (const Move* move = step.move()) {
    const Revision revision = chain[move->revision];
    return move_line(move->direction == Direction::upgrade, revision.id(), revision.message());
  }
  if (step.forgets()) return fmt::format("forget {}", rows_text(step.removed));
  return fmt::format("stamp {} -> {}", rows_text(step.removed), rows_text(step.added));
}

std::string step_line(const Chain& chain, StepKind kind, std::string_view revision) {
  const std::optional<RevisionIndex> index = chain.find_revision(revision);
  return move_line(kind == StepKind::upgrade, revision, index ? chain[*index].message() : "");
}

std::string plan_end(const Plan& plan) {
  return plan_end(plan.empty(), plan.rows_after);
}

std::string plan_end(bool is_empty, const std::vector<std::string>& rows_after) {
  return fmt::format("{}rows: {}\n", is_empty ? "nothing to do\n" : "", rows_text(rows_after));
}

}  // namespace migrate::cli
