#include "engine/postgres/item_flags.h"

#include <algorithm>
#include <array>

#include "engine/characters.h"
#include "engine/postgres/tokens.h"
#include "engine/token_cursor.h"
#include "migrate/table.h"

namespace migrate::core {

namespace {

constexpr std::array transaction_words{"abort",    "begin",     "commit",  "end",  "prepare",
                                       "rollback", "savepoint", "release", "start"};
constexpr std::array lone_words{"copy", "reset", "set", "discard"};

bool is_at_one_of(const TokenCursor& at, const auto& words) {
  return std::ranges::any_of(words, [&](std::string_view word) { return at.is_at(word); });
}

bool names_prepared_statement(TokenCursor at) {
  return at.take("prepare") && !at.is_at("transaction");
}

bool builds_concurrently(TokenCursor at) {
  if (!at.take("create")) return false;
  at.take("unique");
  return at.take("index") && at.is_at("concurrently");
}

// It has the word DEFERRABLE or DEFERRED in it, wherever.
bool mentions_deferral(std::string_view statement) {
  return to_lower(statement).find("deferr") != std::string::npos;
}

}  // namespace

std::uint8_t postgres_statement_flags(std::string_view statement) {
  const TokenCursor at(&next_postgres_token, statement);
  int flags = 0;
  if (is_at_one_of(at, lone_words)) flags |= generated::item_alone;
  if (is_at_one_of(at, transaction_words) && !names_prepared_statement(at))
    flags |= generated::item_ends_transaction;
  if (mentions_deferral(statement)) flags |= generated::item_defers;
  if (builds_concurrently(at)) flags |= generated::item_concurrent;
  return static_cast<std::uint8_t>(flags);
}

}  // namespace migrate::core
