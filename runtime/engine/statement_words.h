#pragma once

#include <string>
#include <string_view>

#include "migrate/dialect.h"

namespace migrate::core {

// A statement as its words and signs, each between blanks, in upper case: "CREATE INDEX ix ON runs(name)"
// becomes " CREATE INDEX IX ON RUNS ( NAME ) ". Comments are left out; what is in quotes is one "?". So
// what kind of statement it is can be read from it with plain searches, and no string literal misleads them.
[[nodiscard]] std::string statement_words(Dialect dialect, std::string_view statement);

}  // namespace migrate::core
