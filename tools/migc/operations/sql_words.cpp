#include "migc/operations/sql_words.h"

#include <algorithm>
#include <array>

#include "migc/engine/statement_rules.h"
#include "migc/operations/quote.h"

namespace migrate::migc {

namespace {

// In SQLite a name is the same one in other letters, quoted or not.
bool is_name_token(Dialect dialect, const Token& token, std::string_view sql, std::string_view name) {
  const std::string_view text = token.in(sql);
  if (token.kind == TokenKind::word) return equal_ignoring_case(text, name);
  if (token.kind != TokenKind::quoted_name) return false;
  return dialect == Dialect::sqlite ? equal_ignoring_case(unquoted_name(text), name)
                                    : unquoted_name(text) == name;
}

}  // namespace

bool mentions(Dialect dialect, std::string_view sql, std::string_view name) {
  const NextToken next_token = next_token_of(dialect);
  for (std::size_t at = 0;;) {
    const Token token = next_token(sql, at);
    if (token.kind == TokenKind::end) return false;
    if (is_name_token(dialect, token, sql, name)) return true;
    at = token.end;
  }
}

std::string rename_in(Dialect dialect, std::string_view sql, std::string_view name,
                      std::string_view new_name) {
  const NextToken next_token = next_token_of(dialect);
  std::string result;
  std::size_t copied = 0;
  for (std::size_t at = 0;;) {
    const Token token = next_token(sql, at);
    if (token.kind == TokenKind::end) return result.append(sql.substr(copied));
    at = token.end;
    if (!is_name_token(dialect, token, sql, name)) continue;
    result.append(sql.substr(copied, token.begin - copied)).append(quoted_name(new_name));
    copied = token.end;
  }
}

bool is_about_rows(Dialect dialect, std::string_view statement) {
  constexpr std::array<std::string_view, 5> words{"insert", "update", "delete", "with", "truncate"};
  const Token first = next_token_of(dialect)(statement, 0);
  return std::any_of(words.begin(), words.end(),
                     [&](std::string_view word) { return equal_ignoring_case(first.in(statement), word); });
}

}  // namespace migrate::migc
