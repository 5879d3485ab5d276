#include "migc/derive/scratch_engines.h"

#include "migc/proof/postgres_choice.h"
#include "migc/proof/postgres_engine.h"
#include "migc/scratch/library_tables.h"
#include "migc/scratch/sqlite_scratch.h"

namespace migrate::migc {

namespace {

std::unique_ptr<ScratchEngine> make_sqlite_engine(const Folder& folder, const Chain& chain) {
  return std::make_unique<SqliteScratch>(library_tables(chain.settings().version_table),
                                         folder.settings.foreign_keys);
}

}  // namespace

MakeEngine scratch_engines(const Folder& folder) {
  return [&folder](Dialect dialect, const Chain& chain) -> std::unique_ptr<ScratchEngine> {
    switch (dialect) {
      case Dialect::sqlite:
        return make_sqlite_engine(folder, chain);
      case Dialect::postgres:
        return make_postgres_engine(
            chain, {.url = postgres_choice(folder.settings, "").url, .migrations = folder.dir});
    }
    return nullptr;
  };
}

}  // namespace migrate::migc
