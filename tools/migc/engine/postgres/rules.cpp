#include "migc/engine/postgres/rules.h"

#include <array>

#include "engine/characters.h"

namespace migrate::migc {

namespace {

// PostgreSQL takes either word in either direction.
constexpr std::string_view copy_from_stdin = "COPY * FROM STDIN|STDOUT";

constexpr std::array postgres_rules{
    StatementRule{"BEGIN", Verdict::refused,
                  "BEGIN starts a transaction, and the migration already runs in one; leave it out"},
    StatementRule{
        "START TRANSACTION", Verdict::refused,
        "START TRANSACTION starts a transaction, and the migration already runs in one; leave it out"},
    StatementRule{"COMMIT PREPARED", Verdict::refused,
                  "COMMIT PREPARED ends a transaction that is not the migration's; leave it out"},
    StatementRule{"COMMIT", Verdict::refused,
                  "COMMIT ends the transaction that the migration runs in; leave it out"},
    StatementRule{"END", Verdict::refused,
                  "END ends the transaction that the migration runs in; leave it out"},
    StatementRule{"ROLLBACK PREPARED", Verdict::refused,
                  "ROLLBACK PREPARED ends a transaction that is not the migration's; leave it out"},
    StatementRule{"ROLLBACK", Verdict::refused,
                  "ROLLBACK undoes the transaction that the migration runs in; leave it out"},
    StatementRule{"ABORT", Verdict::refused,
                  "ABORT undoes the transaction that the migration runs in; leave it out"},
    StatementRule{"SAVEPOINT", Verdict::refused,
                  "SAVEPOINT cuts up the transaction that the migration runs in; leave it out"},
    StatementRule{"RELEASE", Verdict::refused,
                  "RELEASE cuts up the transaction that the migration runs in; leave it out"},
    StatementRule{"PREPARE TRANSACTION", Verdict::refused,
                  "PREPARE TRANSACTION ends the transaction that the migration runs in; leave it out"},
    StatementRule{"SET [SESSION|LOCAL] TRANSACTION", Verdict::refused,
                  "SET TRANSACTION changes the transaction that the migration runs in; leave it out"},
    StatementRule{"SET SESSION CHARACTERISTICS", Verdict::refused,
                  "SET SESSION CHARACTERISTICS changes the transactions of later migrations; leave it out"},
    StatementRule{copy_from_stdin, Verdict::refused,
                  "COPY FROM STDIN reads its rows from psql, which does not run migrations; write INSERT"},
    StatementRule{"COPY * TO STDIN|STDOUT", Verdict::refused,
                  "COPY TO STDOUT writes its rows to psql, which does not run migrations; leave it out"},
    StatementRule{"DISCARD ALL", Verdict::refused,
                  "DISCARD ALL gives up the lock that the migration holds; leave it out"},
    StatementRule{"CREATE [UNIQUE] INDEX CONCURRENTLY", Verdict::refused_in_transaction,
                  "CREATE INDEX CONCURRENTLY cannot run inside a transaction"},
    StatementRule{"DROP INDEX CONCURRENTLY", Verdict::refused_in_transaction,
                  "DROP INDEX CONCURRENTLY cannot run inside a transaction"},
    StatementRule{"REINDEX ( * CONCURRENTLY", Verdict::refused_in_transaction,
                  "REINDEX CONCURRENTLY cannot run inside a transaction"},
    StatementRule{"REINDEX * CONCURRENTLY", Verdict::refused_in_transaction,
                  "REINDEX CONCURRENTLY cannot run inside a transaction"},
    StatementRule{"REINDEX () SCHEMA|DATABASE|SYSTEM", Verdict::refused_in_transaction,
                  "REINDEX of more than a table cannot run inside a transaction"},
    StatementRule{"VACUUM", Verdict::refused_in_transaction, "VACUUM cannot run inside a transaction"},
    StatementRule{"CLUSTER () [VERBOSE] $", Verdict::refused_in_transaction,
                  "CLUSTER of all tables cannot run inside a transaction"},
    StatementRule{"CREATE DATABASE", Verdict::refused_in_transaction,
                  "CREATE DATABASE cannot run inside a transaction"},
    StatementRule{"DROP DATABASE", Verdict::refused_in_transaction,
                  "DROP DATABASE cannot run inside a transaction"},
    StatementRule{"ALTER DATABASE * SET TABLESPACE", Verdict::refused_in_transaction,
                  "ALTER DATABASE SET TABLESPACE cannot run inside a transaction"},
    StatementRule{"CREATE TABLESPACE", Verdict::refused_in_transaction,
                  "CREATE TABLESPACE cannot run inside a transaction"},
    StatementRule{"DROP TABLESPACE", Verdict::refused_in_transaction,
                  "DROP TABLESPACE cannot run inside a transaction"},
    StatementRule{"ALTER SYSTEM", Verdict::refused_in_transaction,
                  "ALTER SYSTEM cannot run inside a transaction"},
    StatementRule{"ALTER TABLE * DETACH PARTITION * CONCURRENTLY", Verdict::refused_in_transaction,
                  "DETACH PARTITION CONCURRENTLY cannot run inside a transaction"},
    StatementRule{"CREATE SUBSCRIPTION * WITH ( * CONNECT|CREATE_SLOT = FALSE", Verdict::accepted, {}},
    StatementRule{"CREATE SUBSCRIPTION", Verdict::refused_in_transaction,
                  "CREATE SUBSCRIPTION creates a replication slot and cannot run inside a transaction"},
    StatementRule{"DROP SUBSCRIPTION", Verdict::refused_in_transaction,
                  "DROP SUBSCRIPTION drops a replication slot and cannot run inside a transaction"},
    StatementRule{"ALTER SUBSCRIPTION * PUBLICATION * WITH ( * REFRESH = FALSE", Verdict::accepted, {}},
    StatementRule{"ALTER SUBSCRIPTION * REFRESH|SET|ADD|DROP PUBLICATION", Verdict::refused_in_transaction,
                  "ALTER SUBSCRIPTION refreshes the subscription and cannot run inside a transaction"},
    StatementRule{"ALTER TYPE * ADD VALUE", Verdict::adds_enum_value, {}},
    StatementRule{"REINDEX", Verdict::may_commit, {}},  // of a partitioned table or index
    StatementRule{"CLUSTER", Verdict::may_commit, {}},  // the same
    StatementRule{"CALL", Verdict::may_commit, {}},
    StatementRule{"DO", Verdict::block, {}},
    StatementRule{"SET CONSTRAINTS", Verdict::accepted, {}},
    StatementRule{"SET LOCAL", Verdict::accepted, {}},
    StatementRule{"SET", Verdict::setting, {}},
    StatementRule{"RESET", Verdict::setting, {}},
};

}  // namespace

bool PostgresGrammar::begins_shell_command(char symbol, bool /*in_statement*/) noexcept {
  return symbol == '\\';
}

bool PostgresGrammar::is_followed_by_data(std::string_view statement) {
  return matches(copy_from_stdin, statement, next_token);
}

std::span<const StatementRule> PostgresGrammar::rules() noexcept {
  return postgres_rules;
}

bool PostgresGrammar::ends_statement(std::string_view text, const core::Token& token) noexcept {
  if (token.kind == core::TokenKind::word) take_word(token.in(text), token.begin);
  if (token.kind == core::TokenKind::symbol) take_symbol(text[token.begin], token.begin);
  return token.in(text) == ";" && open_parentheses_ == 0 && open_bodies_ == 0;
}

void PostgresGrammar::take_symbol(char symbol, std::size_t offset) noexcept {
  if (symbol == '(' && open_parentheses_++ == 0) parenthesis_at_ = offset;
  if (symbol == ')' && open_parentheses_ > 0) --open_parentheses_;
}

void PostgresGrammar::take_word(std::string_view word, std::size_t offset) noexcept {
  head_ = after(word);
  if (head_ != Head::routine || open_parentheses_ > 0) return;
  if (core::equal_ignoring_case(word, "BEGIN")) {
    if (open_bodies_++ == 0) body_at_ = offset;
  } else if (open_bodies_ > 0) {
    if (core::equal_ignoring_case(word, "CASE")) ++open_bodies_;
    if (core::equal_ignoring_case(word, "END")) --open_bodies_;
  }
}

PostgresGrammar::Head PostgresGrammar::after(std::string_view word) const noexcept {
  const auto is = [&](std::string_view keyword) { return core::equal_ignoring_case(word, keyword); };
  switch (head_) {
    case Head::start:
      return is("CREATE") ? Head::create : Head::other;
    case Head::create:
      if (is("OR")) return Head::create_or;
      [[fallthrough]];
    case Head::create_or_replace:
      return is("FUNCTION") || is("PROCEDURE") ? Head::routine : Head::other;
    case Head::create_or:
      return is("REPLACE") ? Head::create_or_replace : Head::other;
    case Head::routine:
    case Head::other:
      break;
  }
  return head_;
}

std::optional<SqlProblem> PostgresGrammar::open_part() const {
  if (open_parentheses_ > 0) return SqlProblem{parenthesis_at_, "unclosed parenthesis"};
  if (open_bodies_ > 0) return SqlProblem{body_at_, "unterminated BEGIN ATOMIC body; it ends with \"END;\""};
  return std::nullopt;
}

}  // namespace migrate::migc
