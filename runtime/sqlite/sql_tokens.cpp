#include "sqlite/sql_tokens.h"

#include <algorithm>

namespace migrate::sqlite {

namespace {

bool is_in_word(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return (byte >= '0' && byte <= '9') || ((byte | 0x20) >= 'a' && (byte | 0x20) <= 'z') || byte == '_' ||
         byte == '$' || byte >= 0x80;
}

std::string_view skip_blanks_and_comments(std::string_view text) {
  for (;;) {
    text.remove_prefix(std::min(text.find_first_not_of(" \t\r\n\f"), text.size()));
    if (text.starts_with("--"))
      text.remove_prefix(std::min(text.find('\n'), text.size()));
    else if (text.starts_with("/*"))
      text.remove_prefix(std::min(text.find("*/", 2), text.size() - 2) + 2);
    else
      return text;
  }
}

// A doubled quote stands for one, but there is no such thing between brackets.
std::size_t quoted_size(std::string_view text) {
  const char close = text.front() == '[' ? ']' : text.front();
  std::size_t end = text.find(close, 1);
  while (close != ']' && end != std::string_view::npos && text.substr(end + 1, 1) == text.substr(0, 1))
    end = text.find(close, end + 2);
  return end == std::string_view::npos ? text.size() : end + 1;
}

std::size_t token_size(std::string_view text) {
  if (text.empty()) return 0;
  if (std::string_view("'\"`[").find(text.front()) != std::string_view::npos) return quoted_size(text);
  const auto end = std::ranges::find_if_not(text, is_in_word);
  return std::max<std::size_t>(1, static_cast<std::size_t>(end - text.begin()));
}

std::string to_lower(std::string_view text) {
  std::string lower(text);
  for (char& c : lower)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return lower;
}

std::string normalised_token(std::string_view token) {
  if (token.front() == '\'') return std::string(token);
  const bool is_quoted = std::string_view("\"`[").find(token.front()) != std::string_view::npos;
  const std::string_view name = is_quoted ? token.substr(1, token.size() - 2) : token;
  const bool is_plain = !name.empty() && std::ranges::all_of(name, is_in_word);
  return to_lower(is_plain ? name : token);
}

bool wants_blank_between(std::string_view before, std::string_view after) {
  return !before.empty() && before != "(" && before != "." && after != ")" && after != "," && after != ".";
}

}  // namespace

std::string_view take_token(std::string_view& text) {
  text = skip_blanks_and_comments(text);
  const std::string_view token = text.substr(0, token_size(text));
  text.remove_prefix(token.size());
  return token;
}

std::string normalised(std::string_view sql) {
  std::string result;
  std::string_view before;
  for (std::string_view token = take_token(sql); !token.empty(); token = take_token(sql)) {
    if (wants_blank_between(before, token)) result += ' ';
    result += normalised_token(token);
    before = token;
  }
  return result;
}

}  // namespace migrate::sqlite
