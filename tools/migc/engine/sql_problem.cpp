#include "migc/engine/sql_problem.h"

#include <fmt/format.h>

namespace migrate::migc {

std::string unterminated_message(const core::Token& token, std::string_view text) {
  using core::TokenKind;
  if (token.kind == TokenKind::unterminated_string) return "unterminated string";
  if (token.kind == TokenKind::unterminated_name) return "unterminated quoted name";
  if (token.kind == TokenKind::unterminated_comment) return "unterminated comment";
  return fmt::format("unterminated dollar quote {}", token.in(text));
}

}  // namespace migrate::migc
