#pragma once

// A script for PostgreSQL as one list of words, with those inside its strings: what EXECUTE runs is in one,
// and the body of a function in another. For questions whose answer may be yes too often, but not too seldom.

#include <string>
#include <string_view>
#include <vector>

#include "migrate/chain.h"

namespace migrate::migc {

struct PostgresWord {
  std::string text;      // of a keyword and a name in lower case, of a quoted name as the catalogue has it
  bool is_name = false;  // a word or a quoted name, in contrast to a symbol
  bool is_quoted = false;

  // A keyword or a symbol.
  [[nodiscard]] bool is(std::string_view word) const noexcept { return !is_quoted && text == word; }
};

// ";" is between statements, and around what is in a string.
[[nodiscard]] std::vector<PostgresWord> postgres_words(const Script& script);
[[nodiscard]] std::vector<PostgresWord> postgres_words(std::string_view statement);
// Without those inside strings.
[[nodiscard]] std::vector<PostgresWord> postgres_words_outside_strings(std::string_view statement);

}  // namespace migrate::migc
