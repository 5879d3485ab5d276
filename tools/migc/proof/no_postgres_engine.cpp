// For a migc that is built without libpqxx.

#include "migc/proof/postgres_engine.h"
#include "migc/scratch/no_postgres.h"

#ifndef MIGRATE_HAS_POSTGRES

namespace migrate::migc {

std::unique_ptr<ScratchEngine> make_postgres_engine(const Chain& /*chain*/,
                                                    const PostgresRequest& /*request*/) {
  refuse_postgres();
}

std::vector<std::string> folders_to_watch_for_servers() {
  return {};
}

}  // namespace migrate::migc

#endif
