#include "migc/transition/transition.h"

#include "migc/transition/postgres_transition.h"
#include "migc/transition/sqlite_transition.h"

namespace migrate::migc {

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
