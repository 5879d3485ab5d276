#include "engine/token_scan.h"

#include "engine/characters.h"

namespace migrate::core {

namespace {

std::size_t end_of_word(std::string_view text, std::size_t offset) noexcept {
  while (offset < text.size() && is_in_word(text[offset])) ++offset;
  return offset;
}

std::size_t end_of_number(std::string_view text, std::size_t offset) noexcept {
  while (offset < text.size() && is_in_number(text[offset])) ++offset;
  return offset;
}

Token scan_quoted(std::string_view text, std::size_t open, TokenKind kind, TokenKind unterminated) noexcept {
  const char quote = text[open];
  for (std::size_t close = text.find(quote, open + 1); close != std::string_view::npos;
       close = text.find(quote, close + 2)) {
    if (text.substr(close + 1, 1) != text.substr(open, 1)) return {kind, open, close + 1};
  }
  return {unterminated, open, text.size()};
}

}  // namespace

Token scan_plain_token(std::string_view text, std::size_t offset) noexcept {
  if (is_word_start(text[offset])) return {TokenKind::word, offset, end_of_word(text, offset)};
  if (is_digit(text[offset])) return {TokenKind::number, offset, end_of_number(text, offset)};
  if (text.substr(offset, 2) == "--") return {TokenKind::line_comment, offset, end_of_line(text, offset)};
  return {TokenKind::symbol, offset, offset + 1};
}

Token scan_string(std::string_view text, std::size_t open) noexcept {
  return scan_quoted(text, open, TokenKind::string, TokenKind::unterminated_string);
}

Token scan_quoted_name(std::string_view text, std::size_t open) noexcept {
  return scan_quoted(text, open, TokenKind::quoted_name, TokenKind::unterminated_name);
}

}  // namespace migrate::core
