#pragma once

// Tokens of SQL. Each engine has one tokenizer, by which everything that reads SQL goes: what the shell and
// the server would not see, in strings, names and comments, nothing else sees either.
//
// Offsets count from the beginning of the text, so that a token of a file leads back to its line.

#include <cstddef>
#include <string_view>

#include "migrate/dialect.h"

namespace migrate::core {

enum class TokenKind : unsigned char {
  end,
  word,
  number,
  string,
  quoted_name,
  symbol,  // one byte that no other kind begins with
  line_comment,
  block_comment,
  unterminated_string,
  unterminated_name,
  unterminated_comment,
  unterminated_dollar_quote,
};

struct Token {
  TokenKind kind = TokenKind::end;
  std::size_t begin = 0;
  std::size_t end = 0;

  constexpr std::string_view in(std::string_view text) const noexcept {
    return text.substr(begin, end - begin);
  }
};

constexpr bool is_comment(TokenKind kind) noexcept {
  return kind == TokenKind::line_comment || kind == TokenKind::block_comment;
}
constexpr bool is_unterminated(TokenKind kind) noexcept {
  return kind >= TokenKind::unterminated_string;
}

// The first token at or after the offset; a comment counts as one.
using NextToken = Token (*)(std::string_view text, std::size_t offset) noexcept;

[[nodiscard]] NextToken next_token_of(Dialect dialect) noexcept;

}  // namespace migrate::core
