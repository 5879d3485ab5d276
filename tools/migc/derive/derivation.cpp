#include "migc/derive/derivation.h"

#include <fmt/format.h>

#include "migc/derive/sqlite_derivation.h"
#include "migrate/error.h"

namespace migrate::migc {

SchemaBefore read_schema_before(Dialect dialect, ScratchDatabase& database) {
  switch (dialect) {
    case Dialect::sqlite:
      return {.catalogue = database.read_schema(), .definitions = read_sqlite_definitions(database)};
    case Dialect::postgres:
      break;
  }
  return {};
}

Derivation derive_downgrade(Dialect dialect, const SchemaBefore& before, const UpgradeEffects& effects,
                            ScratchDatabase& work, bool is_atomic) {
  if (!effects.obstacles.empty()) return {.obstacles = effects.obstacles};
  switch (dialect) {
    case Dialect::sqlite:
      return derive_sqlite_downgrade(before, effects, work, is_atomic);
    case Dialect::postgres:
      break;
  }
  return {};
}

}  // namespace migrate::migc
