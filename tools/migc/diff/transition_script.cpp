#include "migc/diff/transition_script.h"

#include <fmt/format.h>

#include <algorithm>

#include "core/text/untrusted_text.h"
#include "migc/diff/ignored_objects.h"
#include "migc/transition/neutral_value.h"

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

Transition transition_between(const std::function<std::unique_ptr<ScratchDatabase>()>& make_from,
                              ScratchDatabase& to, const TransitionOptions& options) {
  const std::unique_ptr<WantedSchema> wanted = make_wanted_schema(options.dialect, options.settings);
  wanted->remember(*make_ignoring_database(to, options.ignored));
  const auto reach = [&](const TransitionRequest& request) {
    const std::unique_ptr<ScratchDatabase> from = make_from();
    return wanted->reach(*make_ignoring_database(*from, options.ignored), request);
  };
  const auto value_of = [&](const RequiredValue& column) {
    return options.fills_neutrally ? neutral_value(options.dialect, column.type) : std::nullopt;
  };
  return reach_with_values(options.dialect, options.settings, {.on_loss = OnLoss::list}, reach, value_of);
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
  if (!transition.required_values.empty())
    refusal += "\n--neutral-values gives them 0, '' or the like, where their type has one";
  return refusal;
}

}  // namespace migrate::migc
