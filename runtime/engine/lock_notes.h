#pragma once

// Which statements make others wait for long, for the facts of a script (script_facts.h). What is known is
// the kind of a statement, not how many rows it meets: so this says what to check, and says nothing about
// what is quick on any table.

#include <string>
#include <string_view>

#include "migrate/dialect.h"

namespace migrate::core {

// What the statement does to others while it runs; empty when that is over at once.
[[nodiscard]] std::string_view long_lock(Dialect dialect, std::string_view statement);
// The table that a CREATE INDEX reads, in upper case; empty for other statements and for a name in quotes.
[[nodiscard]] std::string indexed_table(Dialect dialect, std::string_view statement);

}  // namespace migrate::core
