#include "migc/engine/sqlite/token_reader.h"

#include "migc/engine/sqlite/rules.h"

namespace migrate::migc {

SqliteTokens::SqliteTokens(std::string_view text)
    : text_(text), end_{TokenKind::end, text.size(), text.size()} {
  for (Token token = SqliteGrammar::next_token(text, 0); token.kind != TokenKind::end;
       token = SqliteGrammar::next_token(text, token.end))
    if (!is_comment(token.kind)) tokens_.push_back(token);
}

std::string_view SqliteTokens::text(std::size_t first, std::size_t last) const noexcept {
  if (first >= last) return {};
  const std::size_t begin = (*this)[first].begin;
  return text_.substr(begin, (*this)[last - 1].end - begin);
}

bool SqliteTokens::is_word(std::size_t i, std::string_view keyword) const noexcept {
  return (*this)[i].kind == TokenKind::word && equal_ignoring_case(text(i), keyword);
}

bool SqliteTokens::is_symbol(std::size_t i, char symbol) const noexcept {
  return (*this)[i].kind == TokenKind::symbol && text(i).front() == symbol;
}

bool SqliteTokens::is_name(std::size_t i) const noexcept {
  const TokenKind kind = (*this)[i].kind;
  return kind == TokenKind::word || kind == TokenKind::quoted_name || kind == TokenKind::string;
}

std::string SqliteTokens::name(std::size_t i) const {
  const std::string_view spelling = text(i);
  if ((*this)[i].kind == TokenKind::word) return std::string(spelling);
  return unquoted_name(spelling);
}

std::size_t SqliteTokens::after_parenthesis(std::size_t open) const noexcept {
  std::size_t depth = 0;
  for (std::size_t i = open; i < size(); ++i) {
    if (is_symbol(i, '(')) ++depth;
    if (is_symbol(i, ')') && --depth == 0) return i + 1;
  }
  return size();
}

bool have_same_tokens(std::string_view a, std::string_view b) {
  const SqliteTokens left(a), right(b);
  if (left.size() != right.size()) return false;
  for (std::size_t i = 0; i < left.size(); ++i)
    if (left.text(i) != right.text(i)) return false;
  return true;
}

}  // namespace migrate::migc
