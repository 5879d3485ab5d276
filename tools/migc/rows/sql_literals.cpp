#include "migc/rows/sql_literals.h"

#include "engine/characters.h"
#include "engine/name_tokens.h"
#include "engine/tokens.h"

namespace migrate::migc {

namespace {

using core::Token;
using core::TokenKind;

template <typename Visit>
void for_each_token(Dialect dialect, std::string_view sql, Visit visit) {
  const core::NextToken next = core::next_token_of(dialect);
  for (Token token = next(sql, 0); token.kind != TokenKind::end; token = next(sql, token.end))
    if (!core::is_comment(token.kind)) visit(token);
}

// What is between the quotes of 'a', E'a', $$a$$ and $tag$a$tag$.
std::string_view inside(std::string_view spelling) {
  if (spelling.front() == '$') {
    const std::size_t quote = spelling.find('$', 1) + 1;
    return spelling.substr(quote, spelling.size() - 2 * quote);
  }
  const std::size_t open = spelling.find('\'');
  if (open == spelling.npos || spelling.size() < open + 2) return {};
  return spelling.substr(open + 1, spelling.size() - open - 2);
}

// With each doubled quote as one.
std::string text_of(std::string_view quoted) {
  std::string text;
  for (std::size_t at = 0; at < quoted.size(); ++at) {
    text += quoted[at];
    if (quoted.substr(at, 2) == "''") ++at;
  }
  return text;
}

}  // namespace

TextLiterals literals_in(Dialect dialect, std::string_view sql) {
  TextLiterals literals;
  for_each_token(dialect, sql, [&](const Token& token) {
    const std::string_view spelling = token.in(sql);
    if (token.kind == TokenKind::number) literals.numbers.emplace_back(spelling);
    if (token.kind != TokenKind::string) return;
    literals.texts.push_back(text_of(inside(spelling)));
    if (spelling.front() != '$') return;
    literals.texts.pop_back();  // the body of a function
    TextLiterals body = literals_in(dialect, inside(spelling));
    for (std::string& text : body.texts) literals.texts.push_back(std::move(text));
    for (std::string& number : body.numbers) literals.numbers.push_back(std::move(number));
  });
  return literals;
}

void collect_words(Dialect dialect, std::string_view sql, std::set<std::string>& words) {
  for_each_token(dialect, sql, [&](const Token& token) {
    if (core::is_name(dialect, token.kind)) words.insert(core::to_lower(core::name_in(dialect, sql, token)));
  });
}

bool names_column(Dialect dialect, std::string_view expression, std::string_view column) {
  bool found = false;
  for_each_token(dialect, expression, [&](const Token& token) {
    found = found || (core::is_name(dialect, token.kind) &&
                      core::equal_ignoring_case(core::name_in(dialect, expression, token), column));
  });
  return found;
}

}  // namespace migrate::migc
