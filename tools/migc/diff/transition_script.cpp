#include "migc/diff/transition_script.h"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>

#include "core/text/untrusted_text.h"
#include "engine/sql_text.h"
#include "migc/diff/ignored_objects.h"
#include "migc/operations/told_statements.h"
#include "migc/operations/yaml_text.h"
#include "migc/transition/neutral_value.h"
#include "migc/transition/statement_groups.h"
#include "migrate/error.h"

namespace migrate::migc {

namespace {

// With foreign keys on, SQLite deletes the rows that refer to a table that is dropped. Within a transaction
// they cannot be switched.
bool drops_tables(const Transition& transition, Dialect dialect) {
  return dialect == Dialect::sqlite &&
         std::ranges::any_of(transition.statements, [](const std::string& statement) {
           return statement.starts_with("DROP TABLE ");
         });
}

// Keys that are off are checked at the end; what violated them before is not the script's.
constexpr std::string_view violations = "SELECT \"table\", rowid, parent FROM pragma_foreign_key_check";

std::string remember_violations() {
  return fmt::format("CREATE TEMP TABLE migrate_violations AS {};\n", violations);
}

// The name of a constraint that does not hold is part of SQLite's message. The rollback leaves nothing to
// commit, also in a shell that continues.
std::string refuse_new_violations() {
  return fmt::format(
      "CREATE TEMP TABLE migrate_guard (holds CONSTRAINT \"rows violate a foreign key, so nothing was "
      "changed\" CHECK (holds IS 1));\n"
      "INSERT OR ROLLBACK INTO temp.migrate_guard SELECT NOT EXISTS ({} EXCEPT SELECT * FROM "
      "temp.migrate_violations);\n"
      "DROP TABLE temp.migrate_guard;\nDROP TABLE temp.migrate_violations;\n",
      violations);
}

std::string introduction(const Transition& transition, const std::string& title, std::string_view mark) {
  std::string text = fmt::format("{} {}\n", mark, core::shown(title));
  for (const std::string& loss : transition.losses)
    text += fmt::format("{} loses: {}\n", mark, core::shown(loss));
  return text;
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

bool can_check_keys(Dialect dialect, ScratchDatabase& database) {
  if (dialect != Dialect::sqlite) return false;
  try {
    (void)database.query("PRAGMA foreign_key_check");
    return true;
  } catch (const Error& error) {
    if (error.kind() != ErrorKind::failed) throw;
    return false;
  }
}

std::string script_of(const Transition& transition, Dialect dialect, const std::string& title,
                      bool checks_keys) {
  if (transition.statements.empty()) return {};
  const bool switches_keys = drops_tables(transition, dialect), is_guarded = switches_keys && checks_keys;
  std::string script = introduction(transition, title, "--");
  if (switches_keys) script += "PRAGMA foreign_keys = OFF;\n";
  script += "BEGIN;\n";
  if (is_guarded) script += remember_violations();
  for (const std::string& statement : transition.statements) script += core::ended(statement);
  if (is_guarded) script += refuse_new_violations();
  return script + "COMMIT;\n";
}

std::string yaml_of(const std::vector<TitledTransition>& engines) {
  std::string text;
  std::vector<StatementsOfDialect> dialects;
  for (const TitledTransition& engine : engines) {
    text += introduction(engine.transition, engine.title, "#");
    dialects.push_back({engine.dialect, statement_groups(engine.transition)});
  }
  const ToldStatements told = tell_statements(dialects);
  if (told.list.items.empty()) return {};
  return text + fmt::format("upgrade:\n{}\n", to_yaml(told.list, 2));
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
