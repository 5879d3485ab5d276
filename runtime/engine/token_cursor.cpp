#include "engine/token_cursor.h"

#include "engine/characters.h"

namespace migrate::core {

bool TokenCursor::is_at(std::string_view keyword) const noexcept {
  return token_.kind == TokenKind::word && equal_ignoring_case(spelling(), keyword);
}

bool TokenCursor::take(std::string_view keyword) noexcept {
  if (!is_at(keyword)) return false;
  advance();
  return true;
}

bool TokenCursor::take_symbol(char symbol) noexcept {
  if (token_.kind != TokenKind::symbol || text_[token_.begin] != symbol) return false;
  advance();
  return true;
}

void TokenCursor::advance() noexcept {
  do token_ = next_token_(text_, token_.end);
  while (is_comment(token_.kind));
}

}  // namespace migrate::core
