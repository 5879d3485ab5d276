#include "migc/operations/sql_words.h"

#include <algorithm>
#include <array>

#include "engine/characters.h"
#include "engine/name_tokens.h"
#include "engine/names.h"
#include "engine/tokens.h"
#include "migc/operations/quote.h"

namespace migrate::migc {

namespace {

// A name as a token of SQL: in quotes, or as a bare word where it may be one.
class NamePattern {
 public:
  enum class Reserved : bool { is_no_name, may_be_name };

  NamePattern(Dialect dialect, std::string_view name, Reserved reserved)
      : dialect_(dialect),
        name_(name),
        may_be_word_(reserved == Reserved::may_be_name || !is_reserved(core::to_lower(name))) {}

  bool matches(const core::Token& token, std::string_view sql) const {
    const std::string_view text = token.in(sql);
    if (token.kind == core::TokenKind::word) return may_be_word_ && core::equal_ignoring_case(text, name_);
    if (token.kind != core::TokenKind::quoted_name) return false;
    return core::is_same_name(dialect_, core::unquoted_name(text), name_);
  }

  bool appears_in(std::string_view sql) const {
    const core::NextToken next_token = core::next_token_of(dialect_);
    for (core::Token token = next_token(sql, 0); token.kind != core::TokenKind::end;
         token = next_token(sql, token.end))
      if (matches(token, sql)) return true;
    return false;
  }

 private:
  Dialect dialect_;
  std::string_view name_;
  bool may_be_word_;
};

}  // namespace

bool mentions(Dialect dialect, std::string_view sql, std::string_view name) {
  return NamePattern(dialect, name, NamePattern::Reserved::may_be_name).appears_in(sql);
}

bool refers_to(Dialect dialect, std::string_view sql, std::string_view name) {
  return NamePattern(dialect, name, NamePattern::Reserved::is_no_name).appears_in(sql);
}

std::string rename_in(Dialect dialect, std::string_view sql, std::string_view name,
                      std::string_view new_name) {
  const core::NextToken next_token = core::next_token_of(dialect);
  const NamePattern pattern(dialect, name, NamePattern::Reserved::is_no_name);
  std::string result;
  std::size_t copied = 0;
  for (std::size_t at = 0;;) {
    const core::Token token = next_token(sql, at);
    if (token.kind == core::TokenKind::end) return result.append(sql.substr(copied));
    at = token.end;
    if (!pattern.matches(token, sql)) continue;
    result.append(sql.substr(copied, token.begin - copied)).append(quoted_name(new_name));
    copied = token.end;
  }
}

bool is_about_rows(Dialect dialect, std::string_view statement) {
  constexpr std::array<std::string_view, 5> words{"insert", "update", "delete", "with", "truncate"};
  const core::Token first = core::next_token_of(dialect)(statement, 0);
  return std::any_of(words.begin(), words.end(), [&](std::string_view word) {
    return core::equal_ignoring_case(first.in(statement), word);
  });
}

}  // namespace migrate::migc
