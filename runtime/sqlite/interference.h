#pragma once

// What has no part in reading our tables, and changes or refuses what is written to them: the constraints and
// indexes of others. A uniqueness of their own can drop a row of ours without an error, by its conflict
// clause.

#include <string>

struct sqlite3;

namespace migrate::sqlite {

// To be read after the table's name: "has a CHECK constraint". Empty when nothing interferes.
[[nodiscard]] std::string find_interference(sqlite3* db, const std::string& table);

}  // namespace migrate::sqlite
