// For a migc that is built without libpqxx.

#include "migc/diff/live_database.h"
#include "migrate/error.h"

#ifndef MIGRATE_HAS_POSTGRES

namespace migrate::migc {

std::unique_ptr<SchemaDatabase> open_postgres_database(const std::string& /*location*/,
                                                       const Settings& /*settings*/) {
  throw Error(ErrorKind::unavailable,
              "this migc was built without PostgreSQL. Install libpqxx (Debian, Ubuntu: apt install"
              " libpqxx-dev) and build it again");
}

}  // namespace migrate::migc

#endif
