#include "migc/derive/scratch_engines.h"

#include <string>
#include <vector>

#include "engine/table_names.h"
#include "migc/proof/postgres_choice.h"
#include "migc/proof/postgres_engine.h"
#include "migc/scratch/sqlite_scratch.h"

namespace migrate::migc {

namespace {

std::unique_ptr<ScratchEngine> make_sqlite_engine(const Folder& folder, const Chain& chain) {
  const std::string version_table(chain.settings().version_table);
  return std::make_unique<SqliteScratch>(std::vector{version_table, core::history_table_name(version_table)},
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
