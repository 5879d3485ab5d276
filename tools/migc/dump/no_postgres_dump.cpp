// For a migc that is built without libpqxx.

#include "migc/dump/postgres_dump.h"
#include "migc/scratch/no_postgres.h"

#ifndef MIGRATE_HAS_POSTGRES

namespace migrate::migc {

std::string dump_postgres(const PostgresDumpRequest& /*request*/) {
  refuse_postgres();
}

}  // namespace migrate::migc

#endif
