#include "migc/operations/sql_words.h"

#include <algorithm>
#include <array>

#include "migc/dialect_postgres.h"
#include "migc/operations/quote.h"

namespace migrate::migc {

namespace {

bool is_name_token(const Token& token, std::string_view sql, std::string_view name) {
  const std::string_view text = token.in(sql);
  if (token.kind == TokenKind::word) return equal_ignoring_case(text, name);
  return token.kind == TokenKind::quoted_name && text.size() > 2 && text.substr(1, text.size() - 2) == name;
}

}  // namespace

bool mentions(std::string_view sql, std::string_view name) {
  for (std::size_t at = 0;;) {
    const Token token = PostgresGrammar::next_token(sql, at);
    if (token.kind == TokenKind::end) return false;
    if (is_name_token(token, sql, name)) return true;
    at = token.end;
  }
}

std::string rename_in(std::string_view sql, std::string_view name, std::string_view new_name) {
  std::string result;
  std::size_t copied = 0;
  for (std::size_t at = 0;;) {
    const Token token = PostgresGrammar::next_token(sql, at);
    if (token.kind == TokenKind::end) return result.append(sql.substr(copied));
    at = token.end;
    if (!is_name_token(token, sql, name)) continue;
    result.append(sql.substr(copied, token.begin - copied)).append(quoted_name(new_name));
    copied = token.end;
  }
}

std::pair<std::string_view, std::string_view> split_before_word(std::string_view sql, std::string_view word) {
  for (std::size_t at = 0;;) {
    const Token token = PostgresGrammar::next_token(sql, at);
    if (token.kind == TokenKind::end) return {sql, {}};
    if (token.kind == TokenKind::word && equal_ignoring_case(token.in(sql), word))
      return {sql.substr(0, token.begin), sql.substr(token.begin)};
    at = token.end;
  }
}

bool is_about_rows(std::string_view statement) {
  constexpr std::array<std::string_view, 5> words{"insert", "update", "delete", "with", "truncate"};
  const Token first = PostgresGrammar::next_token(statement, 0);
  return std::any_of(words.begin(), words.end(),
                     [&](std::string_view word) { return equal_ignoring_case(first.in(statement), word); });
}

}  // namespace migrate::migc
