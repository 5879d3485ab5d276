#include "engine/postgres/tokens.h"

#include "engine/characters.h"
#include "engine/token_scan.h"

namespace migrate::core {

namespace {

// Since PostgreSQL 16 a vertical tab is a blank; earlier servers refuse it.
std::size_t skip_to_token(std::string_view text, std::size_t offset) noexcept {
  while (offset < text.size() && (is_blank(text[offset]) || text[offset] == '\v')) ++offset;
  return offset;
}

// E'...': a backslash takes the next byte with it.
Token scan_escape_string(std::string_view text, std::size_t begin, std::size_t open) noexcept {
  std::size_t at = open + 1;
  while ((at = text.find_first_of("'\\", at)) != std::string_view::npos) {
    const bool is_pair = text[at] == '\\' || text.substr(at, 2) == "''";
    if (!is_pair) return {TokenKind::string, begin, at + 1};
    at += 2;
  }
  return {TokenKind::unterminated_string, begin, text.size()};
}

// A string continues, in its own kind, when the next quote is separated from it by blanks and line comments
// with at least one line feed. Only for E'...' does that matter: without it, the second part would be a plain
// string.
std::size_t find_continuation(std::string_view text, std::size_t offset) noexcept {
  const std::size_t string_end = offset;
  for (;;) {
    offset = skip_to_token(text, offset);
    if (text.substr(offset, 2) != "--") break;
    offset = end_of_line(text, offset);
  }
  const bool continues = text.substr(offset, 1) == "'" &&
                         text.substr(string_end, offset - string_end).find('\n') != std::string_view::npos;
  return continues ? offset : std::string_view::npos;
}

Token scan_escape_strings(std::string_view text, std::size_t begin) noexcept {
  Token token = scan_escape_string(text, begin, begin + 1);
  while (token.kind == TokenKind::string) {
    const std::size_t next = find_continuation(text, token.end);
    if (next == std::string_view::npos) break;
    const Token part = scan_escape_string(text, next, next);
    if (part.kind != TokenKind::string) return part;
    token.end = part.end;
  }
  return token;
}

Token scan_comment(std::string_view text, std::size_t open) noexcept {
  std::size_t depth = 1;
  std::size_t at = open + 2;
  while ((at = text.find_first_of("/*", at)) != std::string_view::npos) {
    const std::string_view pair = text.substr(at, 2);
    at += pair == "/*" || pair == "*/" ? 2 : 1;
    if (pair == "/*") ++depth;
    if (pair == "*/" && --depth == 0) return {TokenKind::block_comment, open, at};
  }
  return {TokenKind::unterminated_comment, open, text.size()};
}

// `$$` or `$tag$` at an offset, or nothing.
std::string_view dollar_delimiter(std::string_view text, std::size_t open) noexcept {
  std::size_t at = open + 1;
  if (at < text.size() && is_word_start(text[at]))
    while (at < text.size() && is_in_number(text[at])) ++at;
  return text.substr(at, 1) == "$" ? text.substr(open, at + 1 - open) : std::string_view{};
}

Token scan_dollar(std::string_view text, std::size_t open) noexcept {
  const std::string_view delimiter = dollar_delimiter(text, open);
  if (delimiter.empty()) return {TokenKind::symbol, open, open + 1};
  const std::size_t close = text.find(delimiter, open + delimiter.size());
  if (close == std::string_view::npos)
    return {TokenKind::unterminated_dollar_quote, open, open + delimiter.size()};
  return {TokenKind::string, open, close + delimiter.size()};
}

}  // namespace

Token next_postgres_token(std::string_view text, std::size_t offset) noexcept {
  offset = skip_to_token(text, offset);
  if (offset >= text.size()) return {TokenKind::end, text.size(), text.size()};
  switch (text[offset]) {
    case '\'':
      return scan_string(text, offset);
    case '"':
      return scan_quoted_name(text, offset);
    case '$':
      return scan_dollar(text, offset);
    case 'e':
    case 'E':
      if (text.substr(offset + 1, 1) == "'") return scan_escape_strings(text, offset);
      break;
    case '/':
      if (text.substr(offset, 2) == "/*") return scan_comment(text, offset);
      break;
    default:
      break;
  }
  return scan_plain_token(text, offset);
}

}  // namespace migrate::core
