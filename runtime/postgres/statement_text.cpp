#include "postgres/statement_text.h"

#include <algorithm>
#include <array>

#include "engine/characters.h"
#include "engine/name_tokens.h"
#include "engine/postgres/tokens.h"
#include "engine/token_cursor.h"

namespace migrate::postgres {

namespace {

using core::TokenCursor;

TokenCursor read(std::string_view statement) {
  return TokenCursor(&core::next_postgres_token, statement);
}

bool is_at_one_of(const TokenCursor& at, const auto& words) {
  return std::ranges::any_of(words, [&](std::string_view word) { return at.is_at(word); });
}

// As the catalogue has it; empty when no name comes next.
std::string take_name(TokenCursor& at, std::string_view statement) {
  if (!core::is_name(Dialect::postgres, at.token().kind)) return {};
  std::string name = core::name_in(Dialect::postgres, statement, at.token());
  at.advance();
  return name;
}

constexpr std::array transaction_words{"abort",    "begin",     "commit",  "end",  "prepare",
                                       "rollback", "savepoint", "release", "start"};
constexpr std::array lone_words{"copy", "reset", "set", "discard"};

bool names_prepared_statement(TokenCursor at) {
  return at.take("prepare") && !at.is_at("transaction");
}

}  // namespace

Passage passage_of(std::string_view statement) {
  const TokenCursor at = read(statement);
  if (is_at_one_of(at, lone_words)) return Passage::alone;
  if (!is_at_one_of(at, transaction_words)) return Passage::batched;
  return names_prepared_statement(at) ? Passage::batched : Passage::forbidden;
}

bool mentions_deferral(std::string_view statement) {
  return core::to_lower(statement).find("deferr") != std::string::npos;
}

std::optional<ConcurrentIndex> read_concurrent_index(std::string_view statement) {
  TokenCursor at = read(statement);
  ConcurrentIndex index;
  if (!at.take("create")) return std::nullopt;
  index.is_unique = at.take("unique");
  if (!at.take("index") || !at.take("concurrently")) return std::nullopt;
  if (at.take("if")) {
    at.take("not");
    at.take("exists");
  }
  if (!at.is_at("on")) index.name = take_name(at, statement);
  if (!at.take("on")) return std::nullopt;
  at.take("only");
  const std::size_t begin = at.token().begin;
  take_name(at, statement);
  if (at.take_symbol('.')) take_name(at, statement);
  index.table = statement.substr(begin, at.token().begin - begin);
  index.definition = statement.substr(at.token().begin);
  return index;
}

}  // namespace migrate::postgres
