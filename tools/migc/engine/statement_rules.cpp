#include "migc/engine/statement_rules.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "engine/characters.h"
#include "migc/engine/postgres/rules.h"
#include "migc/engine/sqlite/rules.h"

namespace migrate::migc {

namespace {

std::string_view first_element(std::string_view pattern) noexcept {
  return pattern.substr(0, pattern.find(' '));
}

std::string_view drop_element(std::string_view pattern) noexcept {
  const std::size_t blank = pattern.find(' ');
  return blank == std::string_view::npos ? std::string_view{} : pattern.substr(blank + 1);
}

// How far pattern and statement have been matched.
struct Place {
  std::string_view pattern;
  std::size_t offset;
};

class Matcher {
 public:
  Matcher(std::string_view statement, core::NextToken next_token)
      : statement_(statement), next_token_(next_token) {}

  bool matches(std::string_view pattern) const {
    std::optional<Place> place = match_to_star({pattern, 0});
    while (place && !place->pattern.empty())
      place = match_later({drop_element(place->pattern), place->offset});
    return place.has_value();
  }

 private:
  // Matches the elements before the next `*`, here.
  std::optional<Place> match_to_star(Place place) const {
    while (!place.pattern.empty() && first_element(place.pattern) != "*") {
      const std::optional<std::size_t> offset = match_element(first_element(place.pattern), place.offset);
      if (!offset) return std::nullopt;
      place = {drop_element(place.pattern), *offset};
    }
    return place;
  }

  // The same here or further on.
  std::optional<Place> match_later(Place place) const {
    for (;;) {
      if (const std::optional<Place> found = match_to_star(place)) return found;
      const core::Token token = token_at(place.offset);
      if (token.kind == core::TokenKind::end) return std::nullopt;
      place.offset = after(token);
    }
  }

  // The offset after what the element matches, or nothing.
  std::optional<std::size_t> match_element(std::string_view element, std::size_t offset) const {
    const core::Token token = token_at(offset);
    if (element == "$") return when(token.kind == core::TokenKind::end, offset);
    if (element == "()") return token.in(statement_) == "(" ? after(token) : offset;
    if (element.front() == '[')
      return is_one_of(element.substr(1, element.size() - 2), token) ? token.end : offset;
    return when(is_one_of(element, token), token.end);
  }

  static std::optional<std::size_t> when(bool matched, std::size_t offset) {
    return matched ? std::optional(offset) : std::nullopt;
  }

  bool is_one_of(std::string_view alternatives, const core::Token& token) const {
    if (token.kind != core::TokenKind::word && token.kind != core::TokenKind::number &&
        token.kind != core::TokenKind::symbol)
      return false;
    for (std::size_t begin = 0; begin <= alternatives.size();) {
      const std::size_t end = std::min(alternatives.find('|', begin), alternatives.size());
      if (core::equal_ignoring_case(alternatives.substr(begin, end - begin), token.in(statement_)))
        return true;
      begin = end + 1;
    }
    return false;
  }

  core::Token token_at(std::size_t offset) const {
    core::Token token = next_token_(statement_, offset);
    while (core::is_comment(token.kind)) token = next_token_(statement_, token.end);
    return token;
  }

  // After the token, or after the whole list that it opens.
  std::size_t after(core::Token token) const {
    std::size_t depth = 0;
    for (;; token = token_at(token.end)) {
      const std::string_view symbol = token.in(statement_);
      if (symbol == "(") ++depth;
      if (symbol == ")" && depth > 0) --depth;
      if (depth == 0 || token.kind == core::TokenKind::end) return token.end;
    }
  }

  std::string_view statement_;
  core::NextToken next_token_;
};

const StatementRule* find_rule(std::string_view statement, std::span<const StatementRule> rules,
                               core::NextToken next_token) {
  const std::string_view first_word = next_token(statement, 0).in(statement);
  for (const StatementRule& rule : rules) {
    if (core::equal_ignoring_case(first_element(rule.pattern), first_word) &&
        matches(rule.pattern, statement, next_token))
      return &rule;
  }
  return nullptr;
}

bool is_letter(char character) {
  return (character >= 'a' && character <= 'z') || (character >= 'A' && character <= 'Z');
}

// In whatever language the body is: COMMIT, plpy.commit(), spi_rollback(), the CALL of a procedure that may.
bool mentions_commit(std::string_view statement) {
  for (std::size_t begin = 0; begin < statement.size();) {
    std::size_t end = begin;
    while (end < statement.size() && is_letter(statement[end])) ++end;
    for (const std::string_view word : {"commit", "rollback", "call"})
      if (core::equal_ignoring_case(statement.substr(begin, end - begin), word)) return true;
    begin = std::max(end, begin + 1);
  }
  return false;
}

}  // namespace

bool matches(std::string_view pattern, std::string_view statement, core::NextToken next_token) {
  return Matcher(statement, next_token).matches(pattern);
}

const StatementRule* find_rule(std::string_view statement, Dialect dialect) {
  switch (dialect) {
    case Dialect::sqlite:
      return find_rule(statement, SqliteGrammar::rules(), SqliteGrammar::next_token);
    case Dialect::postgres:
      return find_rule(statement, PostgresGrammar::rules(), PostgresGrammar::next_token);
  }
  return nullptr;
}

std::uint8_t item_flags(std::string_view statement, Dialect dialect) {
  const StatementRule* rule = find_rule(statement, dialect);
  if (rule == nullptr) return 0;
  switch (rule->verdict) {
    case Verdict::refused_in_transaction:
    case Verdict::may_commit:
      return generated::item_outside;
    case Verdict::block:
      return mentions_commit(statement) ? generated::item_outside : 0;
    case Verdict::setting:
      return generated::item_setting;
    case Verdict::accepted:
    case Verdict::refused:
    case Verdict::adds_enum_value:
      break;
  }
  return 0;
}

std::string find_refusal(std::string_view statement, Dialect dialect, Transaction transaction) {
  const StatementRule* rule = find_rule(statement, dialect);
  if (rule == nullptr) return {};
  if (rule->verdict == Verdict::refused) return std::string(rule->message);
  if (rule->verdict != Verdict::refused_in_transaction || transaction == Transaction::none) return {};
  return fmt::format("{}; write \"transaction: none\" in the header", rule->message);
}

}  // namespace migrate::migc
