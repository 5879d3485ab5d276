#include "migrate/driver.h"
#include "migrate/postgres.h"

namespace migrate {
inline namespace MIGRATE_FORMAT {

Driver postgres_driver() noexcept {
  return {Dialect::postgres, [](const std::string& url) -> std::unique_ptr<Connection> {
            return std::make_unique<PostgresConnection>(url);
          }};
}

}  // namespace MIGRATE_FORMAT
}  // namespace migrate
