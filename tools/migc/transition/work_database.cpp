#include "migc/transition/work_database.h"

#include <fmt/format.h>

#include "migrate/error.h"

namespace migrate::migc {

void WorkDatabase::run(const std::string& statement) {
  if (is_refused()) return;
  if (const std::optional<std::string> error = try_run(statement))
    refuse(fmt::format("{}; the statement would be: {}", *error, statement));
}

void WorkDatabase::run_rebuild(TableRebuild rebuild, const std::vector<std::string>& statements) {
  rebuild.first = statements_.size();
  rebuild.count = statements.size();
  for (const std::string& statement : statements) run(statement);
  rebuilds_.push_back(std::move(rebuild));
}

std::optional<std::string> WorkDatabase::try_run(const std::string& statement) {
  try {
    database_.execute(statement);
    statements_.push_back(statement);
    return std::nullopt;
  } catch (const Error& error) {
    if (error.kind() != ErrorKind::failed) throw;
    return error.context().database_message;
  }
}

bool WorkDatabase::try_all(const std::function<bool()>& work) {
  const std::size_t count = statements_.size();
  database_.execute("BEGIN");
  const bool is_done = work();
  database_.execute(is_done ? "COMMIT" : "ROLLBACK");
  if (!is_done) statements_.resize(count);
  return is_done;
}

Transition WorkDatabase::take() {
  if (!is_refused() && !lacks_values())
    for (const Difference& difference : differences())
      if (!is_note(difference)) refuse("no statement is known that restores this: " + to_text(difference));
  Transition transition{.losses = std::move(losses_),
                        .replaced_nulls = std::move(replaced_nulls_),
                        .required_values = std::move(required_values_),
                        .obstacles = std::move(obstacles_)};
  if (transition.obstacles.empty() && transition.required_values.empty()) {
    transition.statements = std::move(statements_);
    transition.rebuilds = std::move(rebuilds_);
  }
  return transition;
}

}  // namespace migrate::migc
