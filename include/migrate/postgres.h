#pragma once

// A PostgreSQL database, named by a URL as libpq takes it, or on a connection of the program's.
//
//     migrate::PostgresConnection connection("postgresql://inventory@db/inventory");
//     migrate::upgrade(connection, inventory::revisions());
//
// With a URL, every run opens a connection of its own and closes it at its end, so nothing that a revision
// sets can reach the program. docs/postgres.md says what is set on it and why.
//
// On a connection of the program's, what the run and its revisions set is restored at the end, and their
// locks are freed.

#include <chrono>
#include <memory>
#include <string>
#include <utility>

#include "migrate/connection.h"
#include "migrate/export.h"

namespace migrate {
inline namespace MIGRATE_FORMAT {

struct PostgresOptions {
  // The role that everything runs as: SET ROLE.
  std::string role = {};
  // By URL only.
  std::string application_name = "migrate";
  // How long to wait for a server that does not answer, or is starting. By URL only, and where a lost
  // connection of the program's leaves open whether a commit took place.
  std::chrono::milliseconds connect_timeout = std::chrono::seconds(10);
  // How long a statement may wait for a lock, and let other statements queue behind it. Then its group is
  // rolled back and tried again, until Options::lock_timeout has passed.
  std::chrono::milliseconds statement_lock_timeout = std::chrono::seconds(2);
  // How long a statement may take; zero: as long as it needs.
  std::chrono::milliseconds statement_timeout = {};
  // How long a C++ step may let an open transaction wait; zero: as long as it needs.
  std::chrono::milliseconds idle_timeout = std::chrono::minutes(10);
};

class MIGRATE_POSTGRES_API PostgresConnection final : public Connection {
 public:
  explicit PostgresConnection(std::string url, PostgresOptions options = {});

  // On the program's own pqxx::connection, which must outlive this; nothing else may use it while a run is
  // under way. A run throws migrate::Error (`usage`) for one that is in a transaction, has an open
  // transaction object, is in another run, or goes through a pooler. It runs as the role that the connection
  // is used as.
  //
  // A template because pqxx::connection cannot be declared for all versions of libpqxx: it is a class since
  // version 7 and an alias before. The library has it for that one type, of the libpqxx that it was built
  // with; a program that was built with another one does not link.
  template <typename Handle, typename = decltype(std::declval<Handle&>().backendpid())>
  explicit PostgresConnection(Handle& connection, PostgresOptions options = {});

  Dialect dialect() const noexcept override { return Dialect::postgres; }
  // Connects, unless the program has. C++ steps can have its handle as a pqxx::transaction_base that begins
  // and ends nothing by itself.
  std::unique_ptr<adapter::Session> open(const adapter::RunSettings& settings) override;

 private:
  std::string url_;
  void* handle_ = nullptr;  // a pqxx::connection; nothing when opened by URL
  PostgresOptions options_;
};

}  // namespace MIGRATE_FORMAT
}  // namespace migrate
