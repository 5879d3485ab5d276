// For a migc that is built without libpqxx.

#include "migc/proof/postgres_engine.h"
#include "migrate/error.h"

#ifndef MIGRATE_HAS_POSTGRES

namespace migrate::migc {

std::unique_ptr<ScratchEngine> make_postgres_engine(const Chain& /*chain*/,
                                                    const PostgresRequest& /*request*/) {
  throw Error(ErrorKind::unavailable,
              "this migc was built without PostgreSQL. Install libpqxx (Debian, Ubuntu: apt install"
              " libpqxx-dev) and build it again");
}

std::vector<std::string> folders_to_watch_for_servers() {
  return {};
}

}  // namespace migrate::migc

#endif
