#include "migc/proof/postgres_engine.h"

#include <algorithm>
#include <utility>

#include "engine/postgres/names.h"
#include "engine/table_names.h"
#include "migc/scratch/cluster_objects.h"
#include "migc/scratch/postgres_cluster.h"
#include "migc/scratch/postgres_scratch.h"
#include "migc/scratch/separate_postgres_places.h"
#include "migc/scratch/shared_postgres_places.h"

namespace migrate::migc {

namespace {

bool changes_cluster(const Chain& chain) {
  return std::ranges::any_of(chain, [](const Revision& revision) {
    return !cluster_statement(revision.upgrade(Dialect::postgres)).empty() ||
           !cluster_statement(revision.downgrade(Dialect::postgres)).empty();
  });
}

std::unique_ptr<PostgresPlaces> make_places(const Chain& chain, const PostgresRequest& request) {
  if (!request.url.empty()) return std::make_unique<SharedPostgresPlaces>(request.url);
  auto cluster = std::make_unique<PostgresCluster>(cluster_folders(request.build_folder, request.migrations),
                                                   request.tell);
  if (request.is_damaged && !cluster->is_new()) cluster->make_again();
  cluster->make_roles(roles_to_make(chain));
  if (changes_cluster(chain)) return std::make_unique<SeparatePostgresPlaces>(std::move(cluster));
  return std::make_unique<SharedPostgresPlaces>(std::move(cluster));
}

PostgresCatalogueReader make_reader(const Chain& chain) {
  const std::string version_table(chain.settings().version_table);
  return PostgresCatalogueReader({version_table, core::history_table_name(version_table)},
                                 core::postgres_names(chain.settings()).version_schema);
}

}  // namespace

std::unique_ptr<ScratchEngine> make_postgres_engine(const Chain& chain, const PostgresRequest& request) {
  return std::make_unique<PostgresScratch>(make_places(chain, request), schemas_to_make(chain),
                                           make_reader(chain));
}

}  // namespace migrate::migc
