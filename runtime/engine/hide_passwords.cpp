#include "engine/hide_passwords.h"

#include <algorithm>
#include <optional>

#include "core/text/redact.h"
#include "engine/characters.h"
#include "engine/token_cursor.h"

namespace migrate::core {

namespace {

constexpr std::string_view word = "password";

struct Part {
  std::size_t begin;
  std::size_t end;
};

// After the next time that the word appears, be it in a string; all of the text when it does not.
std::size_t find_end_of_word(std::string_view text) {
  for (std::size_t at = 0; at + word.size() <= text.size(); ++at)
    if (equal_ignoring_case(text.substr(at, word.size()), word)) return at + word.size();
  return text.size();
}

bool is_string(TokenKind kind) noexcept {
  return kind == TokenKind::string || kind == TokenKind::unterminated_string ||
         kind == TokenKind::unterminated_dollar_quote;
}

// What is between the quotes of the strings that the cursor is at: they are one, in several lines.
Part take_strings(TokenCursor at, std::string_view text) {
  const Token first = at.token();
  const char quote = text[first.begin] == '$' ? '$' : '\'';
  const std::size_t open = text.find(quote, first.begin);
  const std::size_t size = quote == '$' ? text.find('$', open + 1) + 1 - open : 1;
  Part part{open + size, text.size()};
  for (; at.token().kind == TokenKind::string; at.advance()) part.end = at.token().end - size;
  if (is_string(at.token().kind)) part.end = text.size();
  return part;
}

// Of a connection string, a value without quotes or in quotes that are doubled, because it is within others.
Part take_value(std::string_view text, std::size_t begin) {
  constexpr std::string_view doubled = "''";
  const bool is_quoted = text.substr(begin).starts_with(doubled);
  if (is_quoted) begin += doubled.size();
  const std::size_t end = is_quoted ? text.find(doubled, begin) : text.find_first_of(" \t\r\n',;)", begin);
  return {begin, std::min(end, text.size())};
}

bool begins_quoted_value(std::string_view text, const Token& token) {
  return token.in(text) == "''" && token.end < text.size() && is_in_word(text[token.end]);
}

// U&'...' is a string, too.
bool take_unicode_prefix(TokenCursor& at) {
  TokenCursor after = at;
  if (!after.take("u") || !after.take_symbol('&') || !is_string(after.token().kind)) return false;
  at = after;
  return true;
}

std::optional<Part> find_secret(NextToken next_token, std::string_view after_word) {
  TokenCursor at(next_token, after_word);
  const bool is_assigned = at.take_symbol('=');
  if (take_unicode_prefix(at)) return take_strings(at, after_word);
  if (is_string(at.token().kind) && !(is_assigned && begins_quoted_value(after_word, at.token())))
    return take_strings(at, after_word);
  return is_assigned ? std::optional(take_value(after_word, at.token().begin)) : std::nullopt;
}

}  // namespace

std::string hide_passwords(Dialect dialect, std::string_view statement) {
  const NextToken next_token = next_token_of(dialect);
  std::string shown;
  while (!statement.empty()) {
    const std::size_t end = find_end_of_word(statement);
    shown += statement.substr(0, end);
    statement.remove_prefix(end);
    const std::optional<Part> secret = find_secret(next_token, statement);
    if (!secret) continue;
    shown += statement.substr(0, secret->begin);
    shown += mask;
    statement.remove_prefix(secret->end);
  }
  return shown;
}

}  // namespace migrate::core
