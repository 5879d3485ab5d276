#include "migc/catalogue/postgres_index.h"

#include <string>

#include "engine/postgres/tokens.h"
#include "engine/token_cursor.h"

namespace migrate::migc {

namespace {

// Moves after the parenthesis that begins here; its text with both ends.
std::string take_parenthesis(core::TokenCursor& at, std::string_view text) {
  const std::size_t begin = at.token().begin;
  std::size_t end = begin, depth = 0;
  do {
    if (at.spelling() == "(") ++depth;
    if (at.spelling() == ")") --depth;
    end = at.token().end;
    at.advance();
  } while (depth > 0 && !at.is_at_end());
  return std::string(text.substr(begin, end - begin));
}

std::string take_word(core::TokenCursor& at) {
  std::string word(at.spelling());
  at.advance();
  return word;
}

}  // namespace

void state_index(std::string_view definition, std::vector<Fact>& facts) {
  core::TokenCursor at(&core::next_postgres_token, definition);
  at.take("CREATE");
  if (at.take("UNIQUE")) facts.push_back({"unique", "yes"});
  while (!at.is_at_end() && !at.take("USING")) at.advance();
  facts.push_back({"method", take_word(at)});
  facts.push_back({"columns", take_parenthesis(at, definition)});
  if (at.take("INCLUDE")) facts.push_back({"include", take_parenthesis(at, definition)});
  if (at.take("NULLS") && at.take("NOT") && at.take("DISTINCT"))
    facts.push_back({"nulls not distinct", "yes"});
  if (at.take("WITH")) facts.push_back({"options", take_parenthesis(at, definition)});
  if (at.take("TABLESPACE")) facts.push_back({"tablespace", take_word(at)});
  if (at.is_at("WHERE")) {
    at.advance();
    facts.push_back({"where", std::string(definition.substr(at.token().begin))});
  }
}

}  // namespace migrate::migc
