// For a migc that is built without libpqxx.

#include "migc/diff/live_database.h"
#include "migc/scratch/no_postgres.h"

#ifndef MIGRATE_HAS_POSTGRES

namespace migrate::migc {

std::unique_ptr<SchemaDatabase> open_postgres_database(const std::string& /*location*/,
                                                       const Settings& /*settings*/) {
  refuse_postgres();
}

}  // namespace migrate::migc

#endif
