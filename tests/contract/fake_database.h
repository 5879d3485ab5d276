#pragma once

// A database in memory that understands the library's own statements, and of revisions' statements
// CREATE TABLE and DROP TABLE. It records what it is asked to do. The contract suite runs on it as on the
// engines, so that a test which needs to see or to break a single call can trust it.

#include <functional>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "contract/test_database.h"
#include "migrate/adapter.h"

namespace migrate::testing {

struct FakeState {
  bool has_version_table = false;
  bool has_history_table = false;
  std::set<std::string> tables;
  std::vector<std::string> rows;
  std::vector<std::map<std::string, Value>> history;
};

class FakeDatabase : public TestDatabase {
 public:
  std::unique_ptr<Connection> connect() override;
  bool has_table(const std::string& name) override { return state.tables.contains(name); }
  std::vector<std::string> history() override;
  void set_history(const std::string& revision, const std::string& column, const std::string& text) override;
  void add_version_row(const std::string& revision) override;
  void remove_version_row(const std::string& revision) override;
  void create_version_table() override { state.has_version_table = true; }

  FakeState state;
  std::vector<std::string> calls;  // of all connections, in order
  // The tables belong to another role: outside a transaction a query on them would run its code.
  bool is_untrusted = false;
  // A call that begins so fails, once.
  std::string failing_call;
  // Called before a transaction takes its lock.
  std::function<void()> before_group;
};

class FakeConnection : public Connection {
 public:
  explicit FakeConnection(FakeDatabase& database) : database_(database) {}

  Dialect dialect() const noexcept override { return Dialect::sqlite; }
  std::unique_ptr<adapter::Session> open(const adapter::RunSettings& settings) override;

 private:
  FakeDatabase& database_;
};

class FakeSession : public adapter::Session {
 public:
  explicit FakeSession(FakeDatabase& database) : database_(database) { record("open"); }
  ~FakeSession() override { database_.calls.emplace_back("close"); }

  Dialect dialect() const noexcept override { return Dialect::sqlite; }
  std::string qualified(std::string_view table) const override { return std::string(table); }
  std::vector<std::optional<adapter::TableFacts>> find_tables(std::span<const std::string> names) override;
  std::vector<adapter::RelationName> find_relations(std::span<const adapter::RelationName> names) override;
  bool is_empty() override;
  void expect_table(const ExpectedTable& expected) override {
    record("expect_table " + std::string(expected.table));
  }
  void enter_revision() override { record("enter_revision"); }
  void leave_revision() override { record("leave_revision"); }
  void run(const Statement& statement) override;
  std::int64_t execute(std::string_view sql, Parameters parameters) override;
  Rows query(std::string_view sql, Parameters parameters) override;
  std::vector<Rows> read_rows(std::span<const adapter::TableColumns> tables) override;
  void* native(const std::type_info& type) noexcept override;

 protected:
  FakeDatabase& database() noexcept { return database_; }

 private:
  void begin_transaction(std::span<const FactList> scripts) override;
  void commit_transaction() override;
  void rollback_transaction() noexcept override;
  void take_lock() override { record("lock"); }
  void free_lock() noexcept override { database_.calls.emplace_back("unlock"); }

  std::string own(const std::string& start, const std::string& suffix) const {
    return start + database_.prefix + suffix;
  }
  void record(std::string call);
  void run_text(std::string_view sql);
  std::int64_t append_history(std::string_view sql, Parameters parameters);
  Value recorded_digest(const std::string& revision) const;
  Rows look() const;
  Rows version_rows() const;
  Rows history_rows(const std::vector<std::string_view>& columns) const;

  FakeDatabase& database_;
  FakeState before_;  // the transaction
  bool is_in_transaction_ = false;
};

}  // namespace migrate::testing
