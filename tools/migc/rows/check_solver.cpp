#include "migc/rows/check_solver.h"

#include <fmt/format.h>

#include <algorithm>

#include "engine/sql_text.h"
#include "migc/rows/made_up_values.h"
#include "migrate/error.h"

namespace migrate::migc {

namespace {

// Of one row. Each costs a query without a table.
constexpr int most_trials = 400;

bool is_in_foreign_key(const TableShape& table, std::size_t column) {
  return std::ranges::any_of(table.foreign_keys, [&](const ForeignKeyShape& key) {
    return std::ranges::find(key.columns, column) != key.columns.end();
  });
}

// The row as a table of its own, with the types that the real one gives.
std::string as_table(const TableShape& table, const RowDraft& draft) {
  std::string columns;
  for (std::size_t i = 0; i < table.columns.size(); ++i) {
    const ColumnShape& column = table.columns[i];
    const std::string value = draft.values[i].empty() ? "NULL" : draft.values[i];
    columns += fmt::format("{}{} AS {}", columns.empty() ? "" : ", ",
                           column.type.empty() ? value : fmt::format("CAST({} AS {})", value, column.type),
                           core::quoted_name(column.name));
  }
  return fmt::format("(SELECT {}) AS {}", columns, core::quoted_name(table.shown));
}

}  // namespace

CheckSolver::CheckSolver(ScratchDatabase& database, Dialect dialect, const TableShape& table)
    : database_(database), dialect_(dialect), table_(table) {
  for (const std::string& expression : table.checks) {
    Check& check = checks_.emplace_back(Check{.expression = expression, .columns = {}});
    for (std::size_t i = 0; i < table.columns.size(); ++i)
      if (names_column(dialect, expression, table.columns[i].name)) check.columns.push_back(i);
  }
}

void CheckSolver::solve(RowDraft& draft, std::int64_t number) {
  trials_left_ = most_trials;
  for (Check& check : checks_) check.passes = passes(check, draft);
  for (Check& check : checks_)
    if (!check.passes) check.passes = solve_check(check, draft, number);
}

// One column at a time, then all combinations.
bool CheckSolver::solve_check(const Check& check, RowDraft& draft, std::int64_t number) {
  std::vector<std::vector<std::string>> choices;
  for (const std::size_t column : check.columns) choices.push_back(candidates(column, draft, number));
  const RowDraft first = draft;
  for (std::size_t i = 0; i < choices.size(); ++i) {
    for (const std::string& choice : choices[i]) {
      draft.values[check.columns[i]] = choice;
      if (fits(check, draft)) return true;
    }
    draft = first;
  }
  std::vector<std::size_t> chosen(choices.size());
  for (std::size_t i = 0; i < choices.size() && trials_left_ > 0;) {
    for (std::size_t c = 0; c < choices.size(); ++c)
      if (!choices[c].empty()) draft.values[check.columns[c]] = choices[c][chosen[c]];
    if (fits(check, draft)) return true;
    for (i = 0; i < choices.size() && ++chosen[i] >= choices[i].size(); ++i) chosen[i] = 0;
  }
  draft = first;
  return false;
}

// Whether the check passes, and those that passed before still do.
bool CheckSolver::fits(const Check& check, const RowDraft& draft) {
  if (trials_left_ <= 0 || !passes(check, draft)) return false;
  return std::ranges::all_of(checks_,
                             [&](const Check& other) { return !other.passes || passes(other, draft); });
}

// NULL passes, as it does in a constraint.
bool CheckSolver::passes(const Check& check, const RowDraft& draft) {
  --trials_left_;
  try {
    const Rows rows =
        database_.query(fmt::format("SELECT 1 FROM {} WHERE ({}) OR ({}) IS NULL", as_table(table_, draft),
                                    check.expression, check.expression));
    return !rows.empty();
  } catch (const Error& error) {
    if (error.kind() != ErrorKind::failed) throw;
    return false;
  }
}

// Also by what the other checks on the column say.
std::vector<std::string> CheckSolver::candidates(std::size_t column, const RowDraft& draft,
                                                 std::int64_t number) const {
  const ColumnShape& shape = table_.columns[column];
  if (!shape.is_given) return {};
  std::vector<std::string> values = {draft.values[column]};
  if (shape.is_nullable) values.emplace_back("NULL");
  if (is_in_foreign_key(table_, column)) return values;
  for (const Check& check : checks_)
    if (std::ranges::find(check.columns, column) != check.columns.end())
      std::ranges::copy(values_near(dialect_, shape, number, literals_in(dialect_, check.expression)),
                        std::back_inserter(values));
  std::ranges::copy(values_of(dialect_, shape, number), std::back_inserter(values));
  if (shape.kind == ValueKind::text || shape.kind == ValueKind::other)
    std::ranges::copy(common_texts(dialect_, number), std::back_inserter(values));
  return values;
}

}  // namespace migrate::migc
