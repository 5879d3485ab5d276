#pragma once

// A statement from left to right, in the parts that operations have: names, expressions, lists. Each take_…()
// gives nothing where something else stands there.

#include <initializer_list>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/name_cursor.h"
#include "migc/operations/name_list.h"

namespace migrate::migc {

class StatementCursor : public core::NameCursor {
 public:
  // The text must outlive the cursor.
  StatementCursor(Dialect dialect, std::string_view text)
      : NameCursor(dialect, text), dialect_(dialect), text_(text) {}

  [[nodiscard]] Dialect dialect() const noexcept { return dialect_; }
  // All of the words, or none.
  bool take_words(std::initializer_list<std::string_view> words);
  // Not one with a point within, which an operation could not write.
  std::optional<ObjectName> take_object();
  std::optional<Name> take_part();
  // "(a, b)"
  std::optional<std::vector<Name>> take_names();
  // What is between parentheses.
  std::optional<std::string> take_parenthesis();
  // At least one token, up to one of the words, a comma or a closing parenthesis.
  std::string take_until(std::span<const std::string_view> words);
  // What is left.
  std::string take_rest();
  // A string as the text that it means.
  std::optional<std::string> take_string();

 private:
  Dialect dialect_;
  std::string_view text_;
};

}  // namespace migrate::migc
