#include "migc/diff/live_database.h"

namespace migrate::migc {

std::unique_ptr<SchemaDatabase> open_live_database(Dialect dialect, const std::string& location,
                                                   const Settings& settings) {
  switch (dialect) {
    case Dialect::sqlite:
      return open_sqlite_database(location, settings);
    case Dialect::postgres:
      return open_postgres_database(location, settings);
  }
  return nullptr;
}

}  // namespace migrate::migc
