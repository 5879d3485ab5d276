#include "migc/proof/postgres_engine.h"

#include <fmt/format.h>

#include <string_view>
#include <utility>

#include "engine/postgres/names.h"
#include "migc/scratch/cluster_objects.h"
#include "migc/scratch/library_tables.h"
#include "migc/scratch/postgres_binaries.h"
#include "migc/scratch/postgres_cluster.h"
#include "migc/scratch/postgres_scratch.h"
#include "migc/scratch/separate_postgres_places.h"
#include "migc/scratch/shared_postgres_places.h"
#include "migrate/error.h"

namespace migrate::migc {

namespace {

// The first revision that changes what all databases of a server share, with its statement, or else the first
// schema; empty where none does.
std::string find_cluster_change(const Chain& chain, const std::vector<std::string>& schemas) {
  for (const Revision revision : chain)
    for (const Script& script : {revision.upgrade(Dialect::postgres), revision.downgrade(Dialect::postgres)})
      if (const std::string statement = cluster_statement(script); !statement.empty())
        return fmt::format("revision \"{}\" has {}", revision.id(), statement);
  for (const std::string& schema : schemas)
    if (const std::string statement = cluster_statement(std::string_view(schema)); !statement.empty())
      return fmt::format("a schema file has {}", statement);
  return {};
}

std::unique_ptr<PostgresPlaces> make_places(const Chain& chain, const PostgresRequest& request) {
  const std::string cluster_change = find_cluster_change(chain, request.schemas);
  if (!request.url.empty() && !cluster_change.empty())
    throw Error(
        ErrorKind::unavailable,
        fmt::format("{}, which would change the whole server of MIGRATE_VERIFY_POSTGRES_URL. Unset the"
                    " variable, so that migc starts a server of its own",
                    cluster_change));
  if (!request.url.empty()) return std::make_unique<SharedPostgresPlaces>(request.url);
  auto cluster = std::make_unique<PostgresCluster>(cluster_folders(request.build_folder, request.migrations),
                                                   request.tell);
  if (request.is_damaged && !cluster->is_new()) cluster->make_again();
  cluster->make_roles(roles_to_make(chain, request.schemas));
  if (!cluster_change.empty()) return std::make_unique<SeparatePostgresPlaces>(std::move(cluster));
  return std::make_unique<SharedPostgresPlaces>(std::move(cluster));
}

PostgresCatalogueReader make_reader(const Chain& chain) {
  return PostgresCatalogueReader(library_tables(chain.settings().version_table),
                                 core::postgres_names(chain.settings()).version_schema);
}

}  // namespace

std::unique_ptr<ScratchEngine> make_postgres_engine(const Chain& chain, const PostgresRequest& request) {
  return std::make_unique<PostgresScratch>(make_places(chain, request), schemas_to_make(chain),
                                           make_reader(chain));
}

std::vector<std::string> folders_to_watch_for_servers() {
  return folders_to_watch_for_binaries();
}

}  // namespace migrate::migc
