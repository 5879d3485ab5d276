#include "migc/operations/sql_words.h"

#include <algorithm>
#include <array>

#include "engine/characters.h"
#include "engine/name_tokens.h"
#include "engine/names.h"
#include "engine/tokens.h"
#include "migc/operations/quote.h"

namespace migrate::migc {

namespace {

bool is_name_token(Dialect dialect, const core::Token& token, std::string_view sql, std::string_view name) {
  const std::string_view text = token.in(sql);
  if (token.kind == core::TokenKind::word) return core::equal_ignoring_case(text, name);
  if (token.kind != core::TokenKind::quoted_name) return false;
  return core::is_same_name(dialect, core::unquoted_name(text), name);
}

}  // namespace

bool mentions(Dialect dialect, std::string_view sql, std::string_view name) {
  const core::NextToken next_token = core::next_token_of(dialect);
  for (std::size_t at = 0;;) {
    const core::Token token = next_token(sql, at);
    if (token.kind == core::TokenKind::end) return false;
    if (is_name_token(dialect, token, sql, name)) return true;
    at = token.end;
  }
}

std::string rename_in(Dialect dialect, std::string_view sql, std::string_view name,
                      std::string_view new_name) {
  const core::NextToken next_token = core::next_token_of(dialect);
  std::string result;
  std::size_t copied = 0;
  for (std::size_t at = 0;;) {
    const core::Token token = next_token(sql, at);
    if (token.kind == core::TokenKind::end) return result.append(sql.substr(copied));
    at = token.end;
    if (!is_name_token(dialect, token, sql, name)) continue;
    result.append(sql.substr(copied, token.begin - copied)).append(quoted_name(new_name));
    copied = token.end;
  }
}

bool is_about_rows(Dialect dialect, std::string_view statement) {
  constexpr std::array<std::string_view, 5> words{"insert", "update", "delete", "with", "truncate"};
  const core::Token first = core::next_token_of(dialect)(statement, 0);
  return std::any_of(words.begin(), words.end(), [&](std::string_view word) {
    return core::equal_ignoring_case(first.in(statement), word);
  });
}

}  // namespace migrate::migc
