#include "migc/engine/sqlite/rules.h"

#include <array>

#include "engine/characters.h"

namespace migrate::migc {

namespace {

constexpr std::string_view unsafe_durability =
    "with this setting a crash can destroy the database, and the run refuses to continue; leave it out";

// What the guard of a run refuses everywhere is refused here, too.
constexpr std::array sqlite_rules{
    StatementRule{"BEGIN", Verdict::refused,
                  "BEGIN starts a transaction, and the migration already runs in one; leave it out"},
    StatementRule{"COMMIT", Verdict::refused,
                  "COMMIT ends the transaction that the migration runs in; leave it out"},
    StatementRule{"END", Verdict::refused,
                  "END ends the transaction that the migration runs in; leave it out"},
    StatementRule{"ROLLBACK", Verdict::refused,
                  "ROLLBACK undoes the transaction that the migration runs in; leave it out"},
    StatementRule{"SAVEPOINT", Verdict::refused,
                  "SAVEPOINT cuts up the transaction that the migration runs in; leave it out"},
    StatementRule{"RELEASE", Verdict::refused,
                  "RELEASE cuts up the transaction that the migration runs in; leave it out"},
    StatementRule{"ATTACH", Verdict::refused,
                  "ATTACH opens another database, and a migration changes only its own; leave it out"},
    StatementRule{"DETACH", Verdict::refused,
                  "DETACH closes another database, and a migration changes only its own; leave it out"},
    StatementRule{
        "VACUUM * INTO", Verdict::refused,
        "VACUUM INTO writes another file, and a migration changes only its own database; leave it out"},
    StatementRule{"VACUUM", Verdict::refused_in_transaction, "VACUUM cannot run inside a transaction"},
    StatementRule{"PRAGMA * foreign_keys", Verdict::refused,
                  "a revision must not switch foreign keys: leave it out; foreign keys are off in a"
                  " transaction that drops a table"},
    StatementRule{"PRAGMA * writable_schema", Verdict::refused,
                  "a revision must not write the schema table directly; leave it out"},
    StatementRule{"PRAGMA * trusted_schema", Verdict::refused,
                  "a revision must not set trusted_schema; leave the statement out"},
    StatementRule{"PRAGMA * journal_mode [=] [(] OFF|MEMORY", Verdict::refused, unsafe_durability},
    StatementRule{"PRAGMA * synchronous [=] [(] OFF|0", Verdict::refused, unsafe_durability},
    StatementRule{"PRAGMA * journal_mode", Verdict::refused_in_transaction,
                  "PRAGMA journal_mode does nothing inside a transaction"},
    StatementRule{"PRAGMA * synchronous", Verdict::refused_in_transaction,
                  "PRAGMA synchronous cannot run inside a transaction"},
    StatementRule{"PRAGMA * wal_checkpoint", Verdict::refused_in_transaction,
                  "PRAGMA wal_checkpoint cannot run inside a transaction"},
};

}  // namespace

bool SqliteGrammar::begins_shell_command(char symbol, bool in_statement) noexcept {
  return symbol == '.' && !in_statement;
}

bool SqliteGrammar::is_followed_by_data(std::string_view /*statement*/) {
  return false;
}

std::span<const StatementRule> SqliteGrammar::rules() noexcept {
  return sqlite_rules;
}

bool SqliteGrammar::ends_statement(std::string_view text, const core::Token& token) noexcept {
  if (token.in(text) != ";") {
    take(text, token);
    return false;
  }
  const bool in_body = state_ == State::body || state_ == State::body_statement_ended;
  if (in_body) state_ = State::body_statement_ended;
  return !in_body;
}

void SqliteGrammar::take(std::string_view text, const core::Token& token) noexcept {
  const auto is = [&](std::string_view keyword) {
    return token.kind == core::TokenKind::word && core::equal_ignoring_case(token.in(text), keyword);
  };
  switch (state_) {
    case State::start:
    case State::explained:
      if (is("CREATE")) {
        state_ = State::created;
        body_at_ = token.begin;
      } else if (state_ == State::start) {
        state_ = is("EXPLAIN") ? State::explained : State::plain;
      }
      break;
    case State::created:
      if (is("TRIGGER"))
        state_ = State::body;
      else if (!is("TEMP") && !is("TEMPORARY"))
        state_ = State::plain;
      break;
    case State::body:
      if (!body_begun_ && is("BEGIN")) {
        body_begun_ = true;
        body_at_ = token.begin;
      }
      break;
    case State::body_statement_ended:
      state_ = is("END") ? State::body_ended : State::body;
      break;
    case State::body_ended:
      state_ = State::body;
      break;
    case State::plain:
      break;
  }
}

std::optional<SqlProblem> SqliteGrammar::open_part() const {
  if (state_ != State::body && state_ != State::body_statement_ended) return std::nullopt;
  return SqlProblem{body_at_, "unterminated trigger body; it ends with \"END;\""};
}

}  // namespace migrate::migc
