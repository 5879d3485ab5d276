#pragma once

// A session without a database: what a run would send to one, it writes down for the database's shell. So the
// steps, their bookkeeping and their order are those of every run.

#include <functional>
#include <memory>

#include "engine/shell.h"
#include "migrate/adapter.h"

namespace migrate::core {

class ScriptSession final : public adapter::Session {
 public:
  // `shell` must outlive it.
  explicit ScriptSession(const Shell& shell) : shell_(shell), text_(shell.beginning()) {}

  // For what the run does not say, such as its checks.
  void write(std::string_view text) { text_ += text; }
  // Called before what a revision does outside a transaction.
  void before_outside(std::function<void()> check) { check_outside_ = std::move(check); }
  const std::string& text() const noexcept { return text_; }

  Dialect dialect() const noexcept override { return shell_.dialect(); }
  std::string qualified(std::string_view table) const override { return shell_.qualified(table); }
  std::vector<std::optional<adapter::TableFacts>> find_tables(std::span<const std::string> names) override;
  bool is_empty() override;
  void expect_table(const ExpectedTable& expected) override;
  void enter_revision() override;
  void leave_revision() override { write(shell_.leave_revision(surroundings())); }
  void run(const Statement& statement) override { write(shell_.statement(statement.text)); }
  std::int64_t execute(std::string_view sql, Parameters parameters) override;
  std::string time_expression() const override { return shell_.time_expression(); }
  Rows query(std::string_view sql, Parameters parameters) override;
  void* native(const std::type_info&) override { return nullptr; }

 private:
  void begin_transaction(std::span<const FactList> scripts) override;
  void commit_transaction() override;
  void rollback_transaction() noexcept override {}
  void take_lock() override { write(shell_.lock_session()); }
  void free_lock() noexcept override { write(shell_.unlock_session()); }
  Surroundings surroundings() const { return is_in_group_ ? Surroundings::in_group : Surroundings::outside; }

  const Shell& shell_;
  std::string text_;
  std::function<void()> check_outside_;
  bool is_in_group_ = false;
  bool drops_table_ = false;        // the group does
  bool has_dropped_table_ = false;  // an earlier group
};

}  // namespace migrate::core
