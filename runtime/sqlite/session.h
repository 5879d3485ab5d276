#pragma once

// A handle during a run. What SQLite does for a group and for a statement is here; when it is done is decided
// by the caller of SqliteConnection.

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "migrate/sqlite.h"
#include "sqlite/foreign_keys.h"
#include "sqlite/guard.h"
#include "sqlite/handle_settings.h"
#include "sqlite/statement_handle.h"
#include "sqlite/table_changes.h"

namespace migrate::sqlite {

class Session {
 public:
  // Takes the handle over: refuses one that is in use, and changes its settings until the session ends. All
  // must outlive the session.
  Session(SQLite::Database& database, const RunSettings& settings, const SqliteOptions& options);
  Session(const Session&) = delete;
  Session& operator=(const Session&) = delete;
  ~Session();

  sqlite3* db() const noexcept { return db_; }

  std::vector<std::optional<TableFacts>> find_tables(std::span<const std::string> names);

  void begin_group(std::span<const Statement> script);
  void commit_group();
  void rollback_group() noexcept;

  void enter_revision();
  void leave_revision();

  void run(const Statement& statement);
  std::int64_t execute(std::string_view sql, Parameters parameters);
  Rows query(std::string_view sql, Parameters parameters);

 private:
  void note_interference(std::span<const std::string> names,
                         std::vector<std::optional<TableFacts>>& tables) const;
  void begin_transaction();
  void commit_transaction();
  void prepare_foreign_keys(std::span<const Statement> script);
  Violations find_violations(Moment moment) const;
  void restore_foreign_keys() noexcept;
  void run_checked(std::string_view sql);
  // Whether the statement yielded rows.
  bool run_guarded(std::string_view sql);
  StatementHandle& prepare_cached(std::string_view sql);
  // Calls `work`, and explains what the guard refused or what ended the transaction.
  template <typename Work>
  auto watched(const Work& work);
  void check_transaction() const;
  void check_journal_mode(const std::string& mode) const;
  During during() const { return is_in_group_ || is_in_revision_ ? During::changing : During::looking; }

  sqlite3* db_;
  const RunSettings& settings_;
  const SqliteOptions& options_;
  LockWait wait_;
  HandleSettings changed_;
  std::optional<Guard> guard_;
  std::vector<std::optional<TableFacts>> tables_;  // as found last, if they were found whole
  std::int64_t tables_version_ = 0;                // the database's at that moment
  bool tables_can_be_written_ = false;             // nothing interferes with that
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
