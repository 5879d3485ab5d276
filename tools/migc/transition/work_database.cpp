#include "migc/transition/work_database.h"

#include <fmt/format.h>

#include "migrate/error.h"

namespace migrate::migc {

void WorkDatabase::run(const std::string& statement) {
  if (is_refused()) return;
  if (const std::optional<std::string> error = try_run(statement))
    refuse(fmt::format("{}; the statement would be: {}", *error, statement));
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

Transition WorkDatabase::take() {
  if (!is_refused())
    for (const Difference& difference : differences())
      if (!is_note(difference)) refuse("no statement is known that restores this: " + to_text(difference));
  if (is_refused()) return {.obstacles = std::move(obstacles_)};
  return {.statements = std::move(statements_)};
}

}  // namespace migrate::migc
