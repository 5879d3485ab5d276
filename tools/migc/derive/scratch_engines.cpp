#include "migc/derive/scratch_engines.h"

#include <utility>

#include "migc/proof/postgres_choice.h"
#include "migc/proof/postgres_engine.h"
#include "migc/scratch/library_tables.h"
#include "migc/scratch/sqlite_scratch.h"

namespace migrate::migc {

namespace {

std::unique_ptr<ScratchEngine> make_sqlite_engine(const Folder& folder, const Chain& chain,
                                                  const std::string& cache, const std::string& place) {
  auto engine = std::make_unique<SqliteScratch>(library_tables(chain.settings().version_table),
                                                folder.settings.foreign_keys, place);
  engine->keep_states_in(cache);
  return engine;
}

}  // namespace

MakeEngine scratch_engines(const Folder& folder, const std::string& cache, std::vector<std::string> schemas,
                           const std::string& place) {
  return [&folder, cache, schemas = std::move(schemas), place](
             Dialect dialect, const Chain& chain) -> std::unique_ptr<ScratchEngine> {
    switch (dialect) {
      case Dialect::sqlite:
        return make_sqlite_engine(folder, chain, cache, place);
      case Dialect::postgres:
        return make_postgres_engine(chain, {.url = postgres_choice(folder.settings, "").url,
                                            .build_folder = cache,
                                            .migrations = folder.dir,
                                            .schemas = schemas});
    }
    return nullptr;
  };
}

}  // namespace migrate::migc
