#pragma once

// A database that a chain can be applied to.
//
//     migrate::SqliteConnection connection(db);
//     migrate::upgrade(connection, inventory::revisions());
//
// Programs create one of the ready connections (migrate/sqlite.h, migrate/postgres.h) and pass it on. Those
// who write one for another database find in migrate/adapter.h what its sessions must do.

#include <memory>

#include "migrate/dialect.h"
#include "migrate/export.h"

namespace migrate::core {
class Run;
}

namespace migrate {
inline namespace MIGRATE_FORMAT {

namespace adapter {
class Session;
struct RunSettings;
}  // namespace adapter

class MIGRATE_API Connection {
 public:
  Connection() = default;
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;
  virtual ~Connection() = default;

  virtual Dialect dialect() const noexcept = 0;

  // For one run, at the end of which the session ends. Throws migrate::Error (`usage`) for a handle that is
  // in use: in a transaction, or with a query half read. The connection must outlive the session.
  virtual std::unique_ptr<adapter::Session> open(const adapter::RunSettings& settings) = 0;

 private:
  friend class core::Run;
  bool is_in_run_ = false;
};

}  // namespace MIGRATE_FORMAT
}  // namespace migrate
