#include "migc/engine/sqlite/token_reader.h"

#include "engine/characters.h"
#include "engine/name_tokens.h"
#include "engine/sqlite/tokens.h"

namespace migrate::migc {

SqliteTokens::SqliteTokens(std::string_view text)
    : text_(text), end_{core::TokenKind::end, text.size(), text.size()} {
  for (core::Token token = core::next_sqlite_token(text, 0); token.kind != core::TokenKind::end;
       token = core::next_sqlite_token(text, token.end))
    if (!core::is_comment(token.kind)) tokens_.push_back(token);
}

std::string_view SqliteTokens::text(std::size_t first, std::size_t last) const noexcept {
  if (first >= last) return {};
  const std::size_t begin = (*this)[first].begin;
  return text_.substr(begin, (*this)[last - 1].end - begin);
}

bool SqliteTokens::is_word(std::size_t i, std::string_view keyword) const noexcept {
  return (*this)[i].kind == core::TokenKind::word && core::equal_ignoring_case(text(i), keyword);
}

bool SqliteTokens::is_symbol(std::size_t i, char symbol) const noexcept {
  return (*this)[i].kind == core::TokenKind::symbol && text(i).front() == symbol;
}

bool SqliteTokens::is_name(std::size_t i) const noexcept {
  return core::is_name(Dialect::sqlite, (*this)[i].kind);
}

std::string SqliteTokens::name(std::size_t i) const {
  return core::name_in(Dialect::sqlite, text_, (*this)[i]);
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
