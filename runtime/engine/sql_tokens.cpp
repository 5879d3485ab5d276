#include "engine/sql_tokens.h"

#include <algorithm>
#include <array>

namespace migrate::core {

namespace {

constexpr unsigned char blank = 1;
constexpr unsigned char word_start = 2;
constexpr unsigned char digit = 4;
constexpr unsigned char word_only = 8;  // part of a word, but not of a number

constexpr std::array<unsigned char, 256> make_classes() {
  std::array<unsigned char, 256> classes{};
  for (const char c : {' ', '\t', '\n', '\r', '\f'}) classes[static_cast<unsigned char>(c)] = blank;
  for (unsigned c = 'a'; c <= 'z'; ++c) classes[c] = classes[c - 'a' + 'A'] = word_start;
  for (unsigned c = 0x80; c <= 0xff; ++c) classes[c] = word_start;
  for (unsigned c = '0'; c <= '9'; ++c) classes[c] = digit;
  classes['_'] = word_start;
  classes['$'] = word_only;
  return classes;
}

constexpr std::array<unsigned char, 256> classes = make_classes();

bool is(char c, unsigned char mask) noexcept {
  return (classes[static_cast<unsigned char>(c)] & mask) != 0;
}

std::size_t skip(std::string_view text, std::size_t offset, unsigned char mask) noexcept {
  while (offset < text.size() && is(text[offset], mask)) ++offset;
  return offset;
}

char to_lower(char c) noexcept {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

}  // namespace

bool is_blank(char c) noexcept {
  return is(c, blank);
}
bool is_word_start(char c) noexcept {
  return is(c, word_start);
}
bool is_digit(char c) noexcept {
  return is(c, digit);
}

bool equal_ignoring_case(std::string_view a, std::string_view b) noexcept {
  return a.size() == b.size() &&
         std::equal(a.begin(), a.end(), b.begin(), [](char x, char y) { return to_lower(x) == to_lower(y); });
}

std::size_t skip_blanks(std::string_view text, std::size_t offset) noexcept {
  return skip(text, offset, blank);
}

std::size_t end_of_line(std::string_view text, std::size_t offset) noexcept {
  return std::min(text.find('\n', offset), text.size());
}

bool starts_line(std::string_view text, std::size_t offset) noexcept {
  return offset == 0 || text[offset - 1] == '\n';
}

namespace {

// A word, a number, a line comment or a symbol. REQUIRES: offset < text.size().
Token scan_plain_token(std::string_view text, std::size_t offset) noexcept {
  if (is(text[offset], word_start))
    return {TokenKind::word, offset, skip(text, offset, word_start | digit | word_only)};
  if (is(text[offset], digit)) return {TokenKind::number, offset, skip(text, offset, word_start | digit)};
  if (text.substr(offset, 2) == "--") return {TokenKind::line_comment, offset, end_of_line(text, offset)};
  return {TokenKind::symbol, offset, offset + 1};
}

// Something between two equal quotes in which a doubled quote stands for one.
// REQUIRES: text[open] is the quote.
Token scan_quoted(std::string_view text, std::size_t open, TokenKind kind, TokenKind unterminated) noexcept {
  const char quote = text[open];
  for (std::size_t close = text.find(quote, open + 1); close != std::string_view::npos;
       close = text.find(quote, close + 2)) {
    if (text.substr(close + 1, 1) != text.substr(open, 1)) return {kind, open, close + 1};
  }
  return {unterminated, open, text.size()};
}

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

// SQLite takes a byte order mark for a blank wherever a token could begin.
std::size_t skip_to_token(std::string_view text, std::size_t offset) noexcept {
  for (;;) {
    offset = skip_blanks(text, offset);
    if (!text.substr(offset).starts_with(byte_order_mark)) return offset;
    offset += byte_order_mark.size();
  }
}

Token scan_bracketed_name(std::string_view text, std::size_t open) noexcept {
  const std::size_t close = text.find(']', open);
  if (close == std::string_view::npos) return {TokenKind::unterminated_name, open, text.size()};
  return {TokenKind::quoted_name, open, close + 1};
}

Token scan_flat_comment(std::string_view text, std::size_t open) noexcept {
  const std::size_t close = text.find("*/", open + 2);
  if (close == std::string_view::npos) return {TokenKind::unterminated_comment, open, text.size()};
  return {TokenKind::block_comment, open, close + 2};
}

Token next_sqlite_token(std::string_view text, std::size_t offset) noexcept {
  offset = skip_to_token(text, offset);
  if (offset >= text.size()) return {TokenKind::end, text.size(), text.size()};
  switch (text[offset]) {
    case '\'':
      return scan_quoted(text, offset, TokenKind::string, TokenKind::unterminated_string);
    case '"':
    case '`':
      return scan_quoted(text, offset, TokenKind::quoted_name, TokenKind::unterminated_name);
    case '[':
      return scan_bracketed_name(text, offset);
    case '/':
      if (text.substr(offset, 2) == "/*") return scan_flat_comment(text, offset);
      break;
    default:
      break;
  }
  return scan_plain_token(text, offset);
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

// A string goes on, in its own kind, when the next quote is separated from it by blanks and line comments
// with at least one line feed. Only for E'...' does that matter: without it, the second part would be a plain
// string.
std::size_t find_continuation(std::string_view text, std::size_t offset) noexcept {
  const std::size_t string_end = offset;
  for (;;) {
    offset = skip_blanks(text, offset);
    if (text.substr(offset, 2) != "--") break;
    offset = end_of_line(text, offset);
  }
  const bool goes_on = text.substr(offset, 1) == "'" &&
                       text.substr(string_end, offset - string_end).find('\n') != std::string_view::npos;
  return goes_on ? offset : std::string_view::npos;
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

Token scan_nested_comment(std::string_view text, std::size_t open) noexcept {
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
    while (at < text.size() && (is_word_start(text[at]) || is_digit(text[at]))) ++at;
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

Token next_postgres_token(std::string_view text, std::size_t offset) noexcept {
  offset = skip_blanks(text, offset);
  if (offset >= text.size()) return {TokenKind::end, text.size(), text.size()};
  switch (text[offset]) {
    case '\'':
      return scan_quoted(text, offset, TokenKind::string, TokenKind::unterminated_string);
    case '"':
      return scan_quoted(text, offset, TokenKind::quoted_name, TokenKind::unterminated_name);
    case '$':
      return scan_dollar(text, offset);
    case 'e':
    case 'E':
      if (text.substr(offset + 1, 1) == "'") return scan_escape_strings(text, offset);
      break;
    case '/':
      if (text.substr(offset, 2) == "/*") return scan_nested_comment(text, offset);
      break;
    default:
      break;
  }
  return scan_plain_token(text, offset);
}

}  // namespace

Token next_token(Dialect dialect, std::string_view text, std::size_t offset) noexcept {
  return dialect == Dialect::sqlite ? next_sqlite_token(text, offset) : next_postgres_token(text, offset);
}

}  // namespace migrate::core
