#include "migc/operations/statement_cursor.h"

#include <algorithm>

namespace migrate::migc {

namespace {

std::string without_outer_blanks(std::string_view text) {
  constexpr std::string_view blanks = " \t\r\n";
  const std::size_t begin = text.find_first_not_of(blanks);
  if (begin == std::string_view::npos) return {};
  return std::string(text.substr(begin, text.find_last_not_of(blanks) - begin + 1));
}

bool is_sayable(const std::string& name) {
  return !name.empty() && name.find('.') == std::string::npos;
}

}  // namespace

bool StatementCursor::take_words(std::initializer_list<std::string_view> words) {
  StatementCursor ahead = *this;
  for (const std::string_view word : words)
    if (!ahead.take(word)) return false;
  *this = ahead;
  return true;
}

std::optional<ObjectName> StatementCursor::take_object() {
  std::optional<std::string> name = take_name();
  if (!name) return std::nullopt;
  ObjectName object{.schema = {}, .name = std::move(*name)};
  if (take_symbol('.')) {
    name = take_name();
    if (!name || !is_sayable(object.name)) return std::nullopt;
    object = {.schema = std::move(object.name), .name = std::move(*name)};
  }
  if (!is_sayable(object.name)) return std::nullopt;
  return object;
}

std::optional<Name> StatementCursor::take_part() {
  std::optional<std::string> name = take_name();
  if (!name || name->empty()) return std::nullopt;
  return Name{std::move(*name)};
}

std::optional<std::vector<Name>> StatementCursor::take_names() {
  if (!take_symbol('(')) return std::nullopt;
  std::vector<Name> names;
  do {
    std::optional<Name> name = take_part();
    if (!name) return std::nullopt;
    names.push_back(std::move(*name));
  } while (take_symbol(','));
  if (!take_symbol(')')) return std::nullopt;
  return names;
}

std::optional<std::string> StatementCursor::take_parenthesis() {
  if (spelling() != "(") return std::nullopt;
  const std::size_t begin = token().end;
  std::size_t depth = 0;
  for (; !is_at_end(); advance()) {
    if (spelling() == "(") ++depth;
    if (spelling() != ")" || --depth > 0) continue;
    const std::size_t end = token().begin;
    advance();
    return without_outer_blanks(text_.substr(begin, end - begin));
  }
  return std::nullopt;
}

std::string StatementCursor::take_until(std::span<const std::string_view> words) {
  const std::size_t begin = token().begin;
  std::size_t end = begin, depth = 0;
  while (!is_at_end()) {
    const bool is_outside = depth == 0 && end > begin;
    if (is_outside && std::ranges::any_of(words, [&](std::string_view word) { return is_at(word); })) break;
    if (depth == 0 && (spelling() == "," || spelling() == ")")) break;
    if (spelling() == "(") ++depth;
    if (spelling() == ")") --depth;
    end = token().end;
    advance();
  }
  return without_outer_blanks(text_.substr(begin, end - begin));
}

std::string StatementCursor::take_rest() {
  const std::size_t begin = is_at_end() ? text_.size() : token().begin;
  while (!is_at_end()) advance();
  return without_outer_blanks(text_.substr(begin));
}

std::optional<std::string> StatementCursor::take_string() {
  const std::string_view spelled = spelling();
  if (token().kind != core::TokenKind::string || !spelled.starts_with('\'')) return std::nullopt;
  std::string text;
  for (std::size_t i = 1; i + 1 < spelled.size(); ++i) {
    text += spelled[i];
    if (spelled[i] == '\'') ++i;
  }
  advance();
  return text;
}

}  // namespace migrate::migc
