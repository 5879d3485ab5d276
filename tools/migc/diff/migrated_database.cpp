#include "migc/diff/migrated_database.h"

#include "migrate/migrator.h"

namespace migrate::migc {

std::unique_ptr<ScratchDatabase> make_database_at(ScratchEngine& engine, const Chain& chain,
                                                  std::string_view target) {
  std::unique_ptr<ScratchDatabase> database = engine.make_database();
  (void)upgrade(database->connection(), chain, target);
  database->end_session();
  return database;
}

}  // namespace migrate::migc
