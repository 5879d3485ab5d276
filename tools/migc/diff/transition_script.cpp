#include "migc/diff/transition_script.h"

#include <fmt/format.h>

#include <algorithm>

#include "core/text/untrusted_text.h"
#include "migc/diff/ignored_objects.h"

namespace migrate::migc {

namespace {

// With foreign keys on, SQLite deletes the rows that refer to a table that is dropped. Within a transaction
// they cannot be switched.
bool needs_keys_off(const Transition& transition, Dialect dialect) {
  return dialect == Dialect::sqlite &&
         std::ranges::any_of(transition.statements, [](const std::string& statement) {
           return statement.starts_with("DROP TABLE ");
         });
}

}  // namespace

Transition transition_between(ScratchDatabase& from, ScratchDatabase& to, Dialect dialect,
                              const Settings& settings, const std::vector<std::string>& ignored) {
  const std::unique_ptr<WantedSchema> wanted = make_wanted_schema(dialect, settings);
  wanted->remember(*make_ignoring_database(to, ignored));
  return wanted->reach(*make_ignoring_database(from, ignored), {.on_loss = OnLoss::list});
}

std::string script_of(const Transition& transition, Dialect dialect, const std::string& title) {
  if (transition.statements.empty()) return {};
  std::string script = fmt::format("-- {}\n", core::shown(title));
  for (const std::string& loss : transition.losses)
    script += fmt::format("-- loses: {}\n", core::shown(loss));
  if (needs_keys_off(transition, dialect)) script += "PRAGMA foreign_keys = OFF;\n";
  script += "BEGIN;\n";
  for (const std::string& statement : transition.statements) script += statement + ";\n";
  return script + "COMMIT;\n";
}

std::string refusal_of(const Transition& transition) {
  std::string refusal;
  for (const Obstacle& obstacle : transition.obstacles) refusal += "\n  " + obstacle.reason;
  for (const RequiredValue& value : transition.required_values)
    refusal += fmt::format("\n  column {}.{} takes no NULL and has no default: existing rows need a value",
                           value.table, value.column);
  return refusal;
}

}  // namespace migrate::migc
