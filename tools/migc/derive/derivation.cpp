#include "migc/derive/derivation.h"

#include "migc/derive/postgres_derivation.h"
#include "migc/derive/sqlite_derivation.h"

namespace migrate::migc {

std::unique_ptr<DowngradeDeriver> make_deriver(Dialect dialect, const Settings& settings) {
  switch (dialect) {
    case Dialect::sqlite:
      return make_sqlite_deriver();
    case Dialect::postgres:
      return make_postgres_deriver(settings);
  }
  return nullptr;
}

}  // namespace migrate::migc
