#pragma once

// Plans as short texts: "+b +c" for the steps, "a>b" for what a stamp replaces by what, "!a>" for what it
// forgets; then, after " | ", the rows at the end. Errors are texts, too.

#include <string>
#include <string_view>
#include <vector>

#include "migrate/error.h"
#include "migrate/plan.h"

namespace migrate::testing {

using RowNames = std::vector<std::string>;

inline std::string joined(const std::vector<std::string>& names) {
  std::string text;
  for (const std::string& name : names) text += (text.empty() ? "" : ",") + name;
  return text;
}

inline std::string text_of(const Chain& chain, const PlanStep& step) {
  if (const Move* move = step.move())
    return (move->direction == Direction::upgrade ? "+" : "-") + std::string(chain[move->revision].id());
  return (step.forgets() ? "!" : "") + joined(step.removed) + ">" + joined(step.added);
}

inline std::string text_of(const Chain& chain, const Plan& plan) {
  std::string text;
  for (const PlanStep& step : plan.steps) text += text_of(chain, step) + " ";
  return text + "| " + joined(plan.rows_after);
}

inline std::string upgrade(const Chain& chain, const RowNames& rows, std::string_view target) {
  return text_of(chain, plan_upgrade(chain, rows, target));
}

inline std::string downgrade(const Chain& chain, const RowNames& rows, std::string_view target) {
  return text_of(chain, plan_downgrade(chain, rows, target));
}

inline std::string stamp(const Chain& chain, const RowNames& rows, const RowNames& targets,
                         Purge purge = Purge::no) {
  return text_of(chain, plan_stamp(chain, rows, targets, purge));
}

// "exit code: message"
template <typename Action>
std::string error_of(Action action) {
  try {
    action();
  } catch (const Error& error) {
    return std::to_string(exit_code(error.kind())) + ": " + error.what();
  }
  return "no error";
}

}  // namespace migrate::testing
