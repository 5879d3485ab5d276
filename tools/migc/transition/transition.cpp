#include "migc/transition/transition.h"

#include <utility>

#include "engine/name_cursor.h"
#include "engine/names.h"

#include "migc/transition/postgres_transition.h"
#include "migc/transition/sqlite_transition.h"
#include "migc/transition/table_key.h"

namespace migrate::migc {

ColumnValue column_value(Dialect dialect, const Settings& settings, const RequiredValue& column,
                         std::string value) {
  return {.table = table_key(dialect, column.table, core::schema_of_revisions(dialect, settings)),
          .column = core::NameCursor(dialect, column.column).take_name().value_or(column.column),
          .value = std::move(value)};
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
