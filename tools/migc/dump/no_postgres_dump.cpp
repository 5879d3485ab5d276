// For a migc that is built without libpqxx.

#include "migc/dump/postgres_dump.h"
#include "migrate/error.h"

#ifndef MIGRATE_HAS_POSTGRES

namespace migrate::migc {

std::string dump_postgres(const PostgresDumpRequest& /*request*/) {
  throw Error(ErrorKind::unavailable,
              "this migc was built without PostgreSQL. Install libpqxx (Debian, Ubuntu: apt install"
              " libpqxx-dev) and build it again");
}

}  // namespace migrate::migc

#endif
