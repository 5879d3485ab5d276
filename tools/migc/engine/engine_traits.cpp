#include "migc/engine/engine_traits.h"

#include "migc/engine/postgres/traits.h"
#include "migc/engine/sqlite/traits.h"

namespace migrate::migc {

const EngineTraits& traits_of(Dialect dialect) noexcept {
  switch (dialect) {
    case Dialect::sqlite:
      return sqlite_traits;
    case Dialect::postgres:
      return postgres_traits;
  }
  return sqlite_traits;
}

}  // namespace migrate::migc
