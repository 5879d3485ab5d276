#pragma once

// A run on a SQLite database: what SQLite does for a transaction and for a statement.

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "migrate/adapter.h"
#include "migrate/sqlite.h"
#include "sqlite/foreign_keys.h"
#include "sqlite/guard.h"
#include "sqlite/handle_settings.h"
#include "sqlite/handle_source.h"
#include "sqlite/pragmas.h"
#include "sqlite/statement_handle.h"
#include "sqlite/table_changes.h"

namespace migrate::sqlite {

// A handle that belongs to a run until this ends, with the settings that the run needs.
struct TakenHandle {
  // Refuses a handle that is in use. All must outlive this.
  TakenHandle(Handle handle, const adapter::RunSettings& settings, const SqliteOptions& options);

  Handle handle;
  HandleUse use;
  LockWait wait;
  // Of a handle that the program uses afterwards, once something may have changed them.
  std::optional<PragmaValues> pragmas;
  HandleSettings changed;
  std::optional<Guard> guard;
};

class Session final : public adapter::Session {
 public:
  // On a handle of the program's own. It and the options must outlive the session.
  Session(Handle handle, const adapter::RunSettings& settings, const SqliteOptions& options);
  // On a database that is opened for the session. One that does not exist is an empty database until the
  // first transaction creates it. The options must outlive the session.
  Session(std::unique_ptr<HandleSource> source, const adapter::RunSettings& settings,
          const SqliteOptions& options);
  ~Session() override;

  Dialect dialect() const noexcept override { return Dialect::sqlite; }
  std::string qualified(std::string_view table) const override;
  std::vector<std::optional<adapter::TableFacts>> find_tables(std::span<const std::string> names) override;
  std::vector<adapter::RelationName> find_relations(std::span<const adapter::RelationName> names) override;
  bool is_empty() override;
  bool is_new() override { return is_empty(); }
  std::string back_up(const std::string& path) override;
  void expect_table(const ExpectedTable& expected) override;
  void enter_revision() override;
  void leave_revision() override;
  void run(const Statement& statement) override;
  std::int64_t execute(std::string_view sql, Parameters parameters) override;
  Rows query(std::string_view sql, Parameters parameters) override;
  void* native(const std::type_info& type) override;

 private:
  void begin_transaction(std::span<const FactList> scripts) override;
  void check_commit() override;
  void commit_transaction() override;
  void rollback_transaction() noexcept override;

  sqlite3* db() const noexcept { return handle_->handle.db; }
  void note_interference(std::span<const std::string> names,
                         std::vector<std::optional<adapter::TableFacts>>& tables) const;
  void begin_immediate();
  void commit_patiently();
  void prepare_foreign_keys(std::span<const FactList> scripts);
  Violations find_violations(Moment moment) const;
  void restore_foreign_keys() noexcept;
  void run_checked(std::string_view sql);
  void keep_pragmas();
  void keep_pragmas_for(std::string_view sql);
  // Whether the statement yielded rows.
  bool run_guarded(std::string_view sql);
  StatementHandle& prepare_cached(std::string_view sql);
  // Calls `work`, and explains what the guard refused or what ended the transaction.
  template <typename Work>
  auto watched(const Work& work);
  void check_transaction() const;
  void check_journal_mode(const std::string& mode) const;
  During during() const { return is_in_group_ || is_in_revision_ ? During::changing : During::looking; }

  const adapter::RunSettings settings_;
  const SqliteOptions& options_;
  std::unique_ptr<HandleSource> source_;                    // nothing when the handle is the program's
  std::optional<TakenHandle> handle_;                       // nothing as long as the database does not exist
  std::vector<std::optional<adapter::TableFacts>> tables_;  // as found last, if they were found whole
  std::int64_t tables_version_ = 0;                         // the database's at that moment
  bool tables_can_be_written_ = false;                      // nothing interferes with that
  bool is_in_group_ = false;
  bool is_in_revision_ = false;
  bool keys_are_off_ = false;
  TableChanges changes_;   // of the group
  Violations violations_;  // when the group began
  // The statement that execute() prepared last: one statement writes all history rows of a group.
  std::string cached_sql_;
  std::optional<StatementHandle> cached_;
};

}  // namespace migrate::sqlite
