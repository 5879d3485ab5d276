#pragma once

// The tokens of one statement of SQLite, comments left out, and what a name in them says.

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "engine/tokens.h"

namespace migrate::migc {

// A view of the statement. The text must outlive it.
class SqliteTokens {
 public:
  explicit SqliteTokens(std::string_view text);

  std::size_t size() const noexcept { return tokens_.size(); }
  // After the last token, one of the kind `end`.
  core::Token operator[](std::size_t i) const noexcept { return i < tokens_.size() ? tokens_[i] : end_; }
  std::string_view text(std::size_t i) const noexcept { return (*this)[i].in(text_); }
  // From the first byte of token `first` to the last of token `last - 1`.
  std::string_view text(std::size_t first, std::size_t last) const noexcept;

  bool is_word(std::size_t i, std::string_view keyword) const noexcept;
  bool is_symbol(std::size_t i, char symbol) const noexcept;
  // Whether SQLite accepts the token as a name where it expects one: strings count.
  bool is_name(std::size_t i) const noexcept;
  // The name without its quotes. REQUIRES: is_name(i).
  std::string name(std::size_t i) const;
  // After the `)` of the `(` at `open`; size() when there is none. REQUIRES: is_symbol(open, '(').
  std::size_t after_parenthesis(std::size_t open) const noexcept;

 private:
  std::string_view text_;
  std::vector<core::Token> tokens_;
  core::Token end_;
};

// Whether two texts differ in blanks and comments only.
[[nodiscard]] bool have_same_tokens(std::string_view a, std::string_view b);

}  // namespace migrate::migc
