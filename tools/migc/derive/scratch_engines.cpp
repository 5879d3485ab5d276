#include "migc/derive/scratch_engines.h"

#include <string>

#include "engine/table_names.h"
#include "migc/scratch/sqlite_scratch.h"
#include "migrate/error.h"

namespace migrate::migc {

namespace {

std::unique_ptr<ScratchEngine> make_engine(Dialect dialect, const FolderSettings& settings) {
  switch (dialect) {
    case Dialect::sqlite:
      return std::make_unique<SqliteScratch>(
          std::vector{settings.version_table, core::history_table_name(settings.version_table)},
          settings.foreign_keys);
    case Dialect::postgres:
      break;
  }
  throw Error(ErrorKind::unavailable, "no PostgreSQL server can be had; nothing was written");
}

}  // namespace

ScratchEngines make_engines(const FolderSettings& settings) {
  ScratchEngines engines;
  for (const Dialect dialect : settings.dialects) engines.push_back(make_engine(dialect, settings));
  return engines;
}

}  // namespace migrate::migc
