#include "engine/statement_words.h"

#include <algorithm>

#include "engine/token_cursor.h"

namespace migrate::core {

namespace {

constexpr std::string_view quoted_text = "?";

char upper(char c) noexcept {
  return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
}

bool is_shown(TokenKind kind) noexcept {
  return kind == TokenKind::word || kind == TokenKind::number || kind == TokenKind::symbol;
}

}  // namespace

std::string statement_words(Dialect dialect, std::string_view statement) {
  std::string words = " ";
  for (TokenCursor at(next_token_of(dialect), statement); !at.is_at_end(); at.advance()) {
    std::ranges::transform(is_shown(at.token().kind) ? at.spelling() : quoted_text, std::back_inserter(words),
                           upper);
    words += ' ';
  }
  return words;
}

}  // namespace migrate::core
