#include "engine/sqlite/tokens.h"

#include "engine/characters.h"
#include "engine/token_scan.h"

namespace migrate::core {

namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

// SQLite treats a byte order mark as a blank wherever a token could begin.
std::size_t skip_to_token(std::string_view text, std::size_t offset) noexcept {
  for (;;) {
    while (offset < text.size() && is_blank(text[offset])) ++offset;
    if (!text.substr(offset).starts_with(byte_order_mark)) return offset;
    offset += byte_order_mark.size();
  }
}

Token scan_bracketed_name(std::string_view text, std::size_t open) noexcept {
  const std::size_t close = text.find(']', open);
  if (close == std::string_view::npos) return {TokenKind::unterminated_name, open, text.size()};
  return {TokenKind::quoted_name, open, close + 1};
}

Token scan_comment(std::string_view text, std::size_t open) noexcept {
  const std::size_t close = text.find("*/", open + 2);
  if (close == std::string_view::npos) return {TokenKind::unterminated_comment, open, text.size()};
  return {TokenKind::block_comment, open, close + 2};
}

}  // namespace

Token next_sqlite_token(std::string_view text, std::size_t offset) noexcept {
  offset = skip_to_token(text, offset);
  if (offset >= text.size()) return {TokenKind::end, text.size(), text.size()};
  switch (text[offset]) {
    case '\'':
      return scan_string(text, offset);
    case '"':
    case '`':
      return scan_quoted_name(text, offset);
    case '[':
      return scan_bracketed_name(text, offset);
    case '/':
      if (text.substr(offset, 2) == "/*") return scan_comment(text, offset);
      break;
    default:
      break;
  }
  return scan_plain_token(text, offset);
}

}  // namespace migrate::core
