#include "migrate/driver.h"
#include "migrate/sqlite.h"

namespace migrate {
inline namespace MIGRATE_FORMAT {

Driver sqlite_driver() noexcept {
  return {Dialect::sqlite, [](const std::string& path) -> std::unique_ptr<Connection> {
            return std::make_unique<SqliteConnection>(path);
          }};
}

}  // namespace MIGRATE_FORMAT
}  // namespace migrate
