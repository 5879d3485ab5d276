#pragma once

// A PostgreSQL database, named by a URL as libpq takes it.
//
//     migrate::PostgresConnection connection("postgresql://inventory@db/inventory");
//     migrate::upgrade(connection, inventory::revisions());
//
// Every run opens a connection of its own and closes it at its end, so nothing that a revision sets can reach
// the program. docs/postgres.md says what is set on it and why.

#include <chrono>
#include <memory>
#include <string>

#include "migrate/connection.h"
#include "migrate/export.h"

namespace migrate {
inline namespace MIGRATE_FORMAT {

struct PostgresOptions {
  // The role that everything runs as: SET ROLE.
  std::string role = {};
  std::string application_name = "migrate";
  // How long to wait for a server that does not answer, or is starting.
  std::chrono::milliseconds connect_timeout = std::chrono::seconds(10);
  // How long a statement may wait for a lock, and let other statements queue behind it. Then its group is
  // rolled back and tried again, until Options::lock_timeout has passed.
  std::chrono::milliseconds statement_lock_timeout = std::chrono::seconds(2);
  // How long a statement may take; zero: as long as it needs.
  std::chrono::milliseconds statement_timeout = {};
  // How long a C++ step may let an open transaction wait; zero: as long as it needs.
  std::chrono::milliseconds idle_timeout = std::chrono::minutes(10);
};

class MIGRATE_API PostgresConnection final : public Connection {
 public:
  explicit PostgresConnection(std::string url, PostgresOptions options = {});

  Dialect dialect() const noexcept override { return Dialect::postgres; }
  // Connects. C++ steps can have its handle as a pqxx::transaction_base that begins and ends nothing by
  // itself.
  std::unique_ptr<adapter::Session> open(const RunSettings& settings) override;

 private:
  std::string url_;
  PostgresOptions options_;
};

}  // namespace MIGRATE_FORMAT
}  // namespace migrate
