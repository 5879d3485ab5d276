#pragma once

// A run on a PostgreSQL database: what PostgreSQL does for a transaction and for a statement.

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "migrate/adapter.h"
#include "migrate/postgres.h"
#include "postgres/commit_outcome.h"
#include "postgres/handle_settings.h"
#include "postgres/lock.h"
#include "postgres/open_transaction.h"
#include "postgres/server.h"
#include "postgres/session_sql.h"

namespace migrate::postgres {

class Session final : public adapter::Session {
 public:
  // Connects. The options must outlive the session.
  Session(const std::string& url, const adapter::RunSettings& settings, const PostgresOptions& options);
  // On a connection of the program's. It and the options must outlive the session.
  Session(pqxx::connection& connection, const adapter::RunSettings& settings, const PostgresOptions& options);
  // On a connection with the server's settings, to which nothing is restored that the run and its revisions
  // set. The same must outlive the session.
  struct NotRestored {};
  Session(pqxx::connection& connection, const adapter::RunSettings& settings, const PostgresOptions& options,
          NotRestored tag);

  Dialect dialect() const noexcept override { return Dialect::postgres; }
  std::string qualified(std::string_view table) const override;
  std::vector<std::optional<adapter::TableFacts>> find_tables(std::span<const std::string> names) override;
  std::vector<adapter::RelationName> find_relations(std::span<const adapter::RelationName> names) override;
  std::vector<std::string> revocations(std::span<const std::string> names,
                                       adapter::WriteRights which) override;
  bool is_empty() override;
  bool is_new() override;
  bool retries(const Error& error) override;
  bool needs_no_transaction(const Error& error) const noexcept override;
  bool needs_commit(const Error& error) const noexcept override;
  void check_lock() override;
  void enter_revision() override;
  void leave_revision() override;
  void run(const Statement& statement) override;
  Sent sent() const noexcept override { return transaction_ ? transaction_->sent() : Sent(); }
  std::int64_t execute(std::string_view sql, Parameters parameters) override;
  std::optional<std::int64_t> execute_later(std::string_view sql, Parameters parameters) override;
  Rows query(std::string_view sql, Parameters parameters) override;
  std::vector<Rows> read_rows(std::span<const adapter::TableColumns> tables) override;
  void* native(const std::type_info& type) override;

 private:
  void begin_transaction(std::span<const FactList> scripts) override;
  void check_commit() override { transaction_->settle(); }
  void commit_transaction() override;
  void rollback_transaction() noexcept override;
  void take_lock() override;
  void free_lock() noexcept override;

  // Whether a query outside a transaction, on the tables found last, could run code of another user.
  bool has_untrusted_tables() const { return !transaction_ && are_untrusted_; }
  Session(const adapter::RunSettings& settings, const PostgresOptions& options);
  void connect(const std::atomic<bool>* stop);
  void get_to_know_server();
  std::string user() const { return handle_ ? handle_->user().session : server_->user(); }
  bool try_begin();
  void refuse_read_only(const Row& answer) const;
  void refuse_other_process(const Value& process) const;
  pqxx::result exec(std::string_view sql, Parameters parameters);
  // A statement of the library's.
  pqxx::result exec_own(const std::string& sql);
  // Adds to an error what gives the role the right that the statement needs.
  template <typename Work>
  auto advised(std::string_view sql, const Work& work);
  std::string missing_grant(std::string_view sql);
  void refuse_wrong_role();
  void refuse_untrusted(std::string_view sql) const;
  std::string catalogue_statement(std::span<const std::string> names);
  void run_in_group(const Statement& statement);
  void run_stored(const Statement& statement);
  void note_deferral(std::uint8_t flags);
  void check_deferred_constraints();
  void run_outside(const Statement& statement);
  void leave_revision_outside();
  TableState ask_state_outside();
  void judge_outside();
  bool is_committed(const TransactionMarks& marks);
  Outcome ask_here(const TransactionMarks& marks) noexcept;
  void resolve_commit(const TransactionMarks& marks);
  Outcome find_outcome(const LostCommit& lost);
  Outcome ask_once(const LostCommit& lost);

  std::string url_;  // what libpq needs to connect once more
  const adapter::RunSettings settings_;
  const PostgresOptions& options_;
  SessionSql sql_;
  std::int64_t key_;
  std::unique_ptr<Server> server_;
  std::optional<HandleSettings> handle_;  // when the connection is the program's
  std::string marks_;                     // the expressions that ask for them
  std::string table_state_;               // the same for what our tables are
  std::optional<OpenTransaction> transaction_;
  Value group_process_;        // the server's process that runs the group, or ran the last one
  std::string_view revision_;  // the one under way, once one of its statements has named it
  bool is_in_revision_ = false;
  bool are_untrusted_ = false;  // our tables, as they were found last outside a group
  bool may_defer_ = false;      // whether the group may have constraints that are checked at its end only
  OpenTransaction::Sending sending_ = OpenTransaction::Sending::in_batches;
  std::optional<Patience> retries_;
  TableState before_;                    // a revision outside a transaction
  std::optional<Value> locked_process_;  // the server's process that holds the session's lock
};

}  // namespace migrate::postgres
