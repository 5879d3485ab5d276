#pragma once

// What an engine tells of a table by the statement only that made it. SQLite keeps statements, and some facts
// are in no PRAGMA.

#include <string>
#include <string_view>
#include <vector>

namespace migrate::core {

// A text for each CHECK, generated column, collation other than BINARY, AUTOINCREMENT, STRICT and WITHOUT
// ROWID. Blanks, comments, quotes of names and the case of letters make no difference.
[[nodiscard]] std::vector<std::string> facts_in_table_text(std::string_view create_table);

}  // namespace migrate::core
