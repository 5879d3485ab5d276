#include "postgres/statement_text.h"

#include "engine/name_tokens.h"
#include "engine/postgres/tokens.h"
#include "engine/token_cursor.h"

namespace migrate::postgres {

namespace {

using core::TokenCursor;

TokenCursor read(std::string_view statement) {
  return TokenCursor(&core::next_postgres_token, statement);
}

// As the catalogue has it; empty when no name comes next.
std::string take_name(TokenCursor& at, std::string_view statement) {
  if (!core::is_name(Dialect::postgres, at.token().kind)) return {};
  std::string name = core::name_in(Dialect::postgres, statement, at.token());
  at.advance();
  return name;
}

}  // namespace

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
