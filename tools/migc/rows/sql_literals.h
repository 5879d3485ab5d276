#pragma once

// What SQL texts mention: names, and literals from which values can be made.

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "migrate/dialect.h"

namespace migrate::migc {

// What is written in an expression or a body.
struct TextLiterals {
  std::vector<std::string> texts;    // without their quotes
  std::vector<std::string> numbers;  // as they are written

  bool empty() const noexcept { return texts.empty() && numbers.empty(); }
};

[[nodiscard]] TextLiterals literals_in(Dialect dialect, std::string_view sql);

// Everything that could be a name, in lower case; adds to `words`.
void collect_words(Dialect dialect, std::string_view sql, std::set<std::string>& words);

// Whether the expression names the column.
[[nodiscard]] bool names_column(Dialect dialect, std::string_view expression, std::string_view column);

}  // namespace migrate::migc
