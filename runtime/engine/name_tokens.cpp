#include "engine/name_tokens.h"

#include "engine/characters.h"

namespace migrate::core {

bool is_name(Dialect dialect, TokenKind kind) noexcept {
  const bool is_plain = kind == TokenKind::word || kind == TokenKind::quoted_name;
  switch (dialect) {
    case Dialect::sqlite:
      return is_plain || kind == TokenKind::string;
    case Dialect::postgres:
      return is_plain;
  }
  return false;
}

std::string name_in(Dialect dialect, std::string_view text, const Token& token) {
  const std::string_view spelling = token.in(text);
  if (token.kind != TokenKind::word) return unquoted_name(spelling);
  switch (dialect) {
    case Dialect::sqlite:
      return std::string(spelling);
    case Dialect::postgres:
      return to_lower(spelling);
  }
  return {};
}

// [a name] ends with another byte than it begins with, which cannot be in it.
std::string unquoted_name(std::string_view spelling) {
  const char quote = spelling.back();
  std::string name;
  for (std::size_t at = 1; at + 1 < spelling.size(); ++at) {
    name += spelling[at];
    if (spelling[at] == quote) ++at;
  }
  return name;
}

}  // namespace migrate::core
