#pragma once

// An open transaction. Statements are kept back and travel in batches; each message ends with a question that
// shows whether the transaction is still the one that was begun, and whether another session wrote to our
// tables. What the tables are is compared once, after the last revision and before the library writes to
// them.
//
// Every batch follows a savepoint that came with the message before. When a batch fails, it is undone
// and its statements are sent one by one: then the failing one is known. What is not retried that way is a
// lock that was not granted: a savepoint keeps all locks from before it, so only the whole transaction may
// try again.

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "migrate/adapter.h"
#include "postgres/batch.h"
#include "postgres/server.h"
#include "postgres/table_state.h"
#include "postgres/transaction_marks.h"

namespace migrate::postgres {

inline constexpr std::string_view set_savepoint = "SAVEPOINT migrate_batch;\n";

class OpenTransaction {
 public:
  enum class Author : std::uint8_t { library, revision };
  enum class Sending : std::uint8_t { in_batches, one_by_one };

  struct Setup {
    std::string marks_sql;      // asks for marks
    std::string state_columns;  // the expressions of a table state
    std::vector<std::string> our_tables;
    Sending sending;
    std::function<void(const std::string& message)> on_note;  // may be empty
  };

  // The transaction has begun, and the savepoint is set.
  OpenTransaction(Server& server, Setup setup, TransactionMarks marks);

  // Before a revision: what it finds is what it has to leave.
  void watch_tables();

  void add(Piece piece, Author author);
  void send_alone(Piece piece);
  // By the protocol that refuses a text with several statements.
  void send_single(const Piece& piece);
  void flush();
  adapter::Session::Sent sent() const noexcept { return sent_; }

  // One statement of the library's at once, or several, and the rows of the last.
  pqxx::result exec(const std::string& sql);
  // One statement of a revision's at once, and its rows.
  pqxx::result exec(const std::string& sql, Parameters parameters);
  // For statements that do not come through here.
  pqxx::transaction_base& transaction();

  // Sends what is left, and says what the transaction is now.
  const TransactionMarks& settle();

 private:
  void take_over();
  bool exist_tables();
  void judge(const TableState& now, const std::vector<Piece>& pieces);
  TableState ask_state();
  void send_together(const std::vector<Piece>& pieces);
  void send_again(const std::vector<Piece>& pieces);
  void send_one_by_one(const std::vector<Piece>& pieces);
  void send(const Piece& piece);
  void begin_sending() { has_new_savepoint_ = has_new_marks_ = false; }
  void renew_savepoint(const std::vector<Piece>& next);
  void check(const Row& answer, const std::vector<Piece>& pieces);
  Error touched_our_tables(const std::vector<Piece>& pieces) const;
  bool can_name_culprit(const Error& error) const;

  Server& server_;
  Setup setup_;
  TransactionMarks marks_;
  Batch batch_;
  Author author_ = Author::library;  // of the batch
  adapter::Session::Sent sent_;
  bool has_new_savepoint_ = true;    // nothing was sent since it was set
  bool has_new_marks_ = true;        // nothing was sent since they were read
  std::optional<TableState> state_;  // before the first revision
  bool has_tables_ = true;           // ours, then
  bool has_revision_work_ = false;   // that was not judged yet
  bool asks_state_ = false;          // with the next batch
};

// The error as one of this statement, which failed in this line of its text (0: not known).
[[nodiscard]] Error named(const Error& error, const Statement& statement, std::uint32_t line);

}  // namespace migrate::postgres
