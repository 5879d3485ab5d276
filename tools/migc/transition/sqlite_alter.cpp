#include "migc/transition/sqlite_alter.h"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>

#include "migc/transition/sqlite_stored_objects.h"

namespace migrate::migc {

namespace {

// "error in view v: no such table: main.t", "error in trigger t after drop column: …"
bool is_about(std::string_view error, std::string_view type, std::string_view name) {
  const std::string beginning = fmt::format("error in {} {}", type, name);
  const std::string_view rest = error.substr(std::min(error.size(), beginning.size()));
  return error.starts_with(beginning) && (rest.starts_with(':') || rest.starts_with(" after "));
}

// One that the schema does not list is not the chain's, and would not be created again.
std::optional<std::string> drop_what_is_blamed(WorkDatabase& work, const std::string& error) {
  for (const StoredObject& object : stored_objects(work.database(), work.schema()))
    if (is_about(error, object.type, object.name)) return drop_statement(object.type, object.name);
  return std::nullopt;
}

}  // namespace

std::optional<std::string> try_alter(WorkDatabase& work, const std::string& statement) {
  for (;;) {
    std::optional<std::string> error = work.try_run(statement);
    if (!error) return std::nullopt;
    const std::optional<std::string> drop = drop_what_is_blamed(work, *error);
    if (!drop || work.try_run(*drop)) return error;
  }
}

void alter(WorkDatabase& work, const std::string& statement) {
  if (work.is_refused()) return;
  if (const std::optional<std::string> error = try_alter(work, statement))
    work.refuse(fmt::format("{}; the statement would be: {}", *error, statement));
}

}  // namespace migrate::migc
