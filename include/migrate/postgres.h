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
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <typeinfo>
#include <vector>

#include "migrate/connection.h"

namespace migrate {

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

class PostgresConnection final : public Connection {
 public:
  explicit PostgresConnection(std::string url, PostgresOptions options = {});
  ~PostgresConnection() override;

  Dialect dialect() const noexcept override { return Dialect::postgres; }
  void begin_run(const RunSettings& settings) override;
  void end_run() noexcept override;
  std::string qualified(std::string_view table) const override;
  std::vector<std::optional<TableFacts>> find_tables(std::span<const std::string> names) override;
  std::vector<RelationName> find_relations(std::span<const RelationName> names) override;
  std::vector<std::string> revocations(std::span<const std::string> names, WriteRights which) override;
  bool is_empty() override;
  void begin_group(std::span<const Statement> script) override;
  void commit_group() override;
  void rollback_group() noexcept override;
  bool retry_group(const Error& error) override;
  bool needs_no_transaction(const Error& error) const noexcept override;
  void check_session_lock() override;
  void lock_session() override;
  void unlock_session() noexcept override;
  void enter_revision() override;
  void leave_revision() override;
  void run(const Statement& statement) override;
  Sent sent() const noexcept override;
  std::int64_t execute(std::string_view sql, Parameters parameters) override;
  std::optional<std::int64_t> execute_later(std::string_view sql, Parameters parameters) override;
  Rows query(std::string_view sql, Parameters parameters) override;
  std::vector<Rows> read_rows(std::span<const TableColumns> tables) override;
  // The handle is a pqxx::transaction_base that begins and ends nothing by itself.
  void* native(const std::type_info& type) override;

 private:
  struct Run;

  std::string url_;
  PostgresOptions options_;
  std::unique_ptr<Run> run_;
};

}  // namespace migrate
