#pragma once

// Facts of a table that only its CREATE statement tells: SQLite keeps the statement, and no PRAGMA has them.

#include <string>
#include <string_view>
#include <vector>

namespace migrate::core {

// A text for each CHECK, generated column, collation other than BINARY, AUTOINCREMENT, STRICT and WITHOUT
// ROWID. Blanks, comments, quotes of names and the case of letters make no difference.
[[nodiscard]] std::vector<std::string> facts_in_table_text(std::string_view create_table);

}  // namespace migrate::core
