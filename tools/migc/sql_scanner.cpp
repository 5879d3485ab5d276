#include "migc/sql_scanner.h"

#include <algorithm>
#include <array>

namespace migrate::migc {

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

Token scan_plain_token(std::string_view text, std::size_t offset) noexcept {
  if (is(text[offset], word_start))
    return {TokenKind::word, offset, skip(text, offset, word_start | digit | word_only)};
  if (is(text[offset], digit)) return {TokenKind::number, offset, skip(text, offset, word_start | digit)};
  if (text.substr(offset, 2) == "--") return {TokenKind::line_comment, offset, end_of_line(text, offset)};
  return {TokenKind::symbol, offset, offset + 1};
}

Token scan_quoted(std::string_view text, std::size_t open, TokenKind kind, TokenKind unterminated) noexcept {
  const char quote = text[open];
  for (std::size_t close = text.find(quote, open + 1); close != std::string_view::npos;
       close = text.find(quote, close + 2)) {
    if (text.substr(close + 1, 1) != text.substr(open, 1)) return {kind, open, close + 1};
  }
  return {unterminated, open, text.size()};
}

}  // namespace migrate::migc
