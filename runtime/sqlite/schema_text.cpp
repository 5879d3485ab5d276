#include "sqlite/schema_text.h"

#include <algorithm>

#include "engine/characters.h"
#include "engine/sqlite/tokens.h"
#include "engine/token_cursor.h"

namespace migrate::sqlite {

namespace {

std::string normalised_token(std::string_view token) {
  if (token.front() == '\'') return std::string(token);
  const bool is_quoted = std::string_view("\"`[").find(token.front()) != std::string_view::npos;
  const std::string_view name = is_quoted ? token.substr(1, token.size() - 2) : token;
  const bool is_plain = !name.empty() && std::ranges::all_of(name, core::is_in_word);
  return core::to_lower(is_plain ? name : token);
}

// The tokens are symbols of one byte: ">=" is two of them, and "> =" nothing.
bool is_one_operator(std::string_view before, std::string_view after) {
  constexpr std::string_view begin = "<>=!|-", end = "<>=|";
  return before.size() == 1 && after.size() == 1 && begin.find(before.front()) != begin.npos &&
         end.find(after.front()) != end.npos;
}

bool wants_blank_between(std::string_view before, std::string_view after) {
  return !before.empty() && !is_one_operator(before, after) && before != "(" && before != "." &&
         after != ")" && after != "," && after != ".";
}

}  // namespace

std::string_view take_token(std::string_view& text) {
  const core::TokenCursor at(&core::next_sqlite_token, text);
  const std::string_view token = at.spelling();
  text.remove_prefix(at.token().end);
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
