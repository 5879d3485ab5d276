#pragma once

// The tokens of one statement from left to right, comments left out.
//
//     TokenCursor at(next_token_of(dialect), "DROP TABLE runs");
//     if (at.take("drop") && at.take("table")) …   // at.spelling() is "runs"

#include "engine/tokens.h"
#include "migrate/export.h"

namespace migrate::core {

// The text must outlive the cursor.
class MIGRATE_INTERNAL_API TokenCursor {
 public:
  TokenCursor(NextToken next_token, std::string_view text) noexcept : next_token_(next_token), text_(text) {
    advance();
  }

  bool is_at_end() const noexcept { return token_.kind == TokenKind::end; }
  const Token& token() const noexcept { return token_; }
  std::string_view spelling() const noexcept { return token_.in(text_); }

  // A keyword in any case of letters; a name in quotes is none.
  [[nodiscard]] bool is_at(std::string_view keyword) const noexcept;

  // Each of these moves on when the next token is what it asks for.
  bool take(std::string_view keyword) noexcept;
  bool take_symbol(char symbol) noexcept;

  void advance() noexcept;

 private:
  NextToken next_token_;
  std::string_view text_;
  Token token_;
};

}  // namespace migrate::core
