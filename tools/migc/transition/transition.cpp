#include "migc/transition/transition.h"

#include <utility>

#include "engine/names.h"

#include "migc/transition/postgres_transition.h"
#include "migc/transition/sqlite_transition.h"
#include "migc/transition/table_key.h"

namespace migrate::migc {

ColumnValue column_value(Dialect dialect, const Settings& settings, const RequiredValue& column,
                         std::string value) {
  return {.table = table_key(dialect, column.table, core::schema_of_revisions(dialect, settings)),
          .column = part_key(dialect, column.column),
          .value = std::move(value)};
}

Transition reach_with_values(Dialect dialect, const Settings& settings, TransitionRequest request,
                             const ReachFromStart& reach, const ValueOf& value_of) {
  Transition transition = reach(request);
  if (transition.required_values.empty()) return transition;
  bool is_known = true;
  for (const RequiredValue& required : transition.required_values)
    if (std::optional<std::string> value = value_of(required))
      request.values.push_back(column_value(dialect, settings, required, *std::move(value)));
    else
      is_known = false;
  return is_known ? reach(request) : transition;
}

std::unique_ptr<WantedSchema> make_wanted_schema(Dialect dialect, const Settings& settings) {
  switch (dialect) {
    case Dialect::sqlite:
      return make_sqlite_wanted_schema();
    case Dialect::postgres:
      return make_postgres_wanted_schema(settings);
  }
  return nullptr;
}

}  // namespace migrate::migc
