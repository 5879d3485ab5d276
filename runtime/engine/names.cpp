#include "engine/names.h"

#include "engine/characters.h"

namespace migrate::core {

bool is_same_name(Dialect dialect, std::string_view a, std::string_view b) noexcept {
  switch (dialect) {
    case Dialect::sqlite:
      return equal_ignoring_case(a, b);
    case Dialect::postgres:
      return a == b;
  }
  return false;
}

std::string name_key(Dialect dialect, std::string_view name) {
  switch (dialect) {
    case Dialect::sqlite:
      return to_lower(name);
    case Dialect::postgres:
      return std::string(name);
  }
  return {};
}

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

std::string_view temporary_schema(Dialect dialect) noexcept {
  switch (dialect) {
    case Dialect::sqlite:
      return "temp";
    case Dialect::postgres:
      return "pg_temp";
  }
  return {};
}

std::string_view implied_schema(Dialect dialect) noexcept {
  switch (dialect) {
    case Dialect::sqlite:
      return "main";
    case Dialect::postgres:
      return {};
  }
  return {};
}

std::string_view schema_of_revisions(Dialect dialect, const Settings& settings) noexcept {
  switch (dialect) {
    case Dialect::sqlite:
      return {};
    case Dialect::postgres:
      return settings.schema.empty() ? "public" : settings.schema;
  }
  return {};
}

}  // namespace migrate::core
