#include "migc/engine/sql_scanner.h"

#include <fmt/format.h>

namespace migrate::migc {

std::string unquoted_name(std::string_view spelling) {
  const char quote = spelling.back();
  std::string name;
  for (std::size_t at = 1; at + 1 < spelling.size(); ++at) {
    name += spelling[at];
    if (spelling[at] == quote) ++at;
  }
  return name;
}

std::string unterminated_message(const Token& token, std::string_view text) {
  if (token.kind == TokenKind::unterminated_string) return "unterminated string";
  if (token.kind == TokenKind::unterminated_name) return "unterminated quoted name";
  if (token.kind == TokenKind::unterminated_comment) return "unterminated comment";
  return fmt::format("unterminated dollar quote {}", token.in(text));
}

}  // namespace migrate::migc
