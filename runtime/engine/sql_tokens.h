#pragma once

// Tokens of SQL in each dialect, with the scanning that the dialects share. Offsets count from the beginning
// of the text, so that a token of a file leads back to its line.

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
  symbol,  // one byte of whatever is nothing else
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

[[nodiscard]] bool is_blank(char c) noexcept;
[[nodiscard]] bool is_word_start(char c) noexcept;  // letters, _, and every byte of a multi-byte character
[[nodiscard]] bool is_digit(char c) noexcept;
[[nodiscard]] bool equal_ignoring_case(std::string_view a, std::string_view b) noexcept;

[[nodiscard]] std::size_t skip_blanks(std::string_view text, std::size_t offset) noexcept;
// The line feed, or the end of the text.
[[nodiscard]] std::size_t end_of_line(std::string_view text, std::size_t offset) noexcept;
[[nodiscard]] bool starts_line(std::string_view text, std::size_t offset) noexcept;

// The first token at or after the offset; a comment counts as one.
[[nodiscard]] Token next_token(Dialect dialect, std::string_view text, std::size_t offset) noexcept;

}  // namespace migrate::core
