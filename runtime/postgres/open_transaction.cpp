#include "postgres/open_transaction.h"

#include <algorithm>
#include <utility>

#include "postgres/values.h"

namespace migrate::postgres {

namespace {

constexpr std::string_view next_savepoint = "RELEASE SAVEPOINT migrate_batch;\nSAVEPOINT migrate_batch;\n";

Error lost_transaction() {
  return Error(ErrorKind::unknown_outcome,
               "the transaction ended inside the revision; what ran after it, if anything, is not undone");
}

Error touched() {
  return Error(ErrorKind::failed, "a revision must not touch the version and history tables");
}

// The revision of the first that has one, and no more of it.
Statement first_revision(const std::vector<Piece>& pieces) {
  const auto found =
      std::ranges::find_if(pieces, [](const Piece& piece) { return !piece.statement.revision.empty(); });
  return {.text = {}, .revision = found == pieces.end() ? std::string_view() : found->statement.revision};
}

// The same, or nothing where there are several.
Statement only_revision(const std::vector<Piece>& pieces) {
  const Statement first = first_revision(pieces);
  const auto is_other = [&](const Piece& piece) {
    return !piece.statement.revision.empty() && piece.statement.revision != first.revision;
  };
  return std::ranges::any_of(pieces, is_other) ? Statement{} : first;
}

}  // namespace

Error named(const Error& error, const Statement& statement, std::uint32_t line) {
  if (statement.revision.empty() || !error.context().revision.empty()) return error;
  ErrorContext context = error.context();
  context.revision = statement.revision;
  context.statement = statement.number;
  context.file = statement.file;
  context.line = statement.line == 0 || line == 0 ? statement.line : statement.line + line - 1;
  return Error(error.kind(), error.what(), std::move(context));
}

OpenTransaction::OpenTransaction(Server& server, Setup setup, TransactionMarks marks)
    : server_(server), setup_(std::move(setup)), marks_(std::move(marks)) {}

// The savepoint keeps TRUNCATE from emptying a table of this transaction's in place. Tables that do not exist
// have the state that no question has to be asked for.
void OpenTransaction::watch_tables() {
  if (state_) return;
  flush();
  has_tables_ = !has_new_marks_ || marks_.has_tables;
  if (!has_tables_) {
    state_.emplace();
    return;
  }
  begin_sending();
  state_ = read_table_state(
      rows_of(server_.exec(std::string(next_savepoint) + "SELECT " + setup_.state_columns)).front(), 0);
  has_new_savepoint_ = true;
}

// After the last revision the search path is the library's again, which the question for the state needs.
void OpenTransaction::take_over() {
  if (!std::exchange(has_revision_work_, false) || !state_) return;
  asks_state_ = has_tables_;
  flush();
  if (std::exchange(asks_state_, false) || (!has_tables_ && exist_tables())) judge(ask_state(), {Piece{}});
}

bool OpenTransaction::exist_tables() {
  if (!has_new_marks_) check(rows_of(server_.exec(setup_.marks_sql)).front(), {Piece{}});
  return marks_.has_tables;
}

TableState OpenTransaction::ask_state() {
  begin_sending();
  return read_table_state(rows_of(server_.exec("SELECT " + setup_.state_columns)).front(), 0);
}

void OpenTransaction::judge(const TableState& now, const std::vector<Piece>& pieces) {
  if (now.shape != state_->shape || now.storage != state_->storage) throw touched_our_tables(pieces);
  const std::string revoke = take_back(*state_, now);
  if (revoke.empty()) return;
  begin_sending();
  server_.exec(revoke);
  if (!take_back(*state_, ask_state()).empty()) throw touched_our_tables(pieces);
  if (setup_.on_note) setup_.on_note(note_of_rights(revoke));
}

void OpenTransaction::add(Piece piece, Author author) {
  if (author == Author::library) take_over();
  has_revision_work_ = author == Author::revision;
  if (author != author_) flush();
  author_ = author;
  batch_.add(std::move(piece));
  ++sent_.given;
  if (batch_.is_full() || setup_.sending == Sending::one_by_one) flush();
}

void OpenTransaction::send_alone(Piece piece) {
  has_revision_work_ = true;
  flush();
  author_ = Author::revision;
  ++sent_.given;
  send_one_by_one({std::move(piece)});
  sent_.run = sent_.given;
}

void OpenTransaction::send_single(const Piece& piece) {
  has_revision_work_ = true;
  flush();
  author_ = Author::revision;
  begin_sending();
  try {
    server_.exec(piece.sql, Parameters{});
  } catch (const Error& error) {
    throw named(error, piece.statement, 0);
  }
  check(rows_of(server_.exec(setup_.marks_sql)).front(), {piece});
}

void OpenTransaction::flush() {
  if (batch_.is_empty()) return;
  const std::vector<Piece> pieces = batch_.take();
  if (setup_.sending == Sending::one_by_one || pieces.size() == 1)
    send_one_by_one(pieces);
  else
    send_together(pieces);
  sent_.run = sent_.given;
}

void OpenTransaction::send_together(const std::vector<Piece>& pieces) {
  if (!has_new_savepoint_) renew_savepoint(pieces);
  Row answer;
  try {
    begin_sending();
    answer = rows_of(server_.exec(joined(pieces) + std::string(next_savepoint) + setup_.marks_sql +
                                  (asks_state_ ? ", " + setup_.state_columns : "")))
                 .front();
    check(answer, pieces);
    has_new_savepoint_ = true;
  } catch (const Error& error) {
    if (!can_name_culprit(error)) throw;
    return send_again(pieces);
  }
  if (std::exchange(asks_state_, false)) judge(read_table_state(answer, marks_columns_count), pieces);
}

void OpenTransaction::send_again(const std::vector<Piece>& pieces) {
  if (!server_.try_exec("ROLLBACK TO SAVEPOINT migrate_batch"))
    throw named(lost_transaction(), first_revision(pieces), 0);
  marks_.writes = read_marks(rows_of(server_.exec(setup_.marks_sql)).front(), 0).writes;
  send_one_by_one(pieces);
}

// What this library says itself carries no code.
bool OpenTransaction::can_name_culprit(const Error& error) const {
  return !server_.is_lost() && error.kind() != ErrorKind::busy && !error.context().database_code.empty();
}

void OpenTransaction::send_one_by_one(const std::vector<Piece>& pieces) {
  for (const Piece& piece : pieces) {
    begin_sending();
    send(piece);
    check(rows_of(server_.exec(setup_.marks_sql)).front(), {piece});
  }
}

void OpenTransaction::send(const Piece& piece) {
  try {
    server_.exec(piece.sql);
  } catch (const Error& error) {
    throw named(error, piece.statement, piece.statement.number == 0 ? 0 : server_.failed_line());
  }
}

// What was sent since the savepoint is not to be undone with the next batch. No savepoint is left when the
// transaction was ended.
void OpenTransaction::renew_savepoint(const std::vector<Piece>& next) {
  try {
    server_.exec(std::string(next_savepoint));
  } catch (const Error& error) {
    const std::string& code = error.context().database_code;
    if (code == sqlstate::no_transaction || code == sqlstate::no_savepoint)
      throw named(lost_transaction(), first_revision(next), 0);
    throw;
  }
}

void OpenTransaction::check(const Row& answer, const std::vector<Piece>& pieces) {
  const TransactionMarks marks = read_marks(answer, 0);
  if (marks.began != marks_.began) throw named(lost_transaction(), first_revision(pieces), 0);
  if (author_ == Author::revision && marks.writes != marks_.writes) throw touched_our_tables(pieces);
  marks_ = marks;
  has_new_marks_ = true;
}

// Of a batch, a statement that names one of our tables did it, or one that calls a function of such a body.
Error OpenTransaction::touched_our_tables(const std::vector<Piece>& pieces) const {
  const auto mentions_ours = [&](const Piece& piece) {
    return std::ranges::any_of(setup_.our_tables, [&](const std::string& table) {
      return piece.statement.text.find(table) != std::string_view::npos;
    });
  };
  const auto found = std::ranges::find_if(pieces, mentions_ours);
  const Statement culprit = found != pieces.end() ? found->statement
                            : pieces.size() == 1  ? pieces.front().statement
                                                  : only_revision(pieces);
  return named(touched(), culprit, 0);
}

pqxx::result OpenTransaction::exec(const std::string& sql) {
  take_over();
  flush();
  begin_sending();
  return server_.exec(sql);
}

pqxx::result OpenTransaction::exec(const std::string& sql, Parameters parameters) {
  has_revision_work_ = true;
  flush();
  begin_sending();
  return server_.exec(sql, parameters);
}

pqxx::transaction_base& OpenTransaction::transaction() {
  has_revision_work_ = true;
  flush();
  begin_sending();
  return server_.transaction();
}

const TransactionMarks& OpenTransaction::settle() {
  take_over();
  flush();
  if (!has_new_marks_) check(rows_of(server_.exec(setup_.marks_sql)).front(), {Piece{}});
  return marks_;
}

}  // namespace migrate::postgres
