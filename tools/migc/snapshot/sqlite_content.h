#pragma once

// All that a SQLite database holds, as statements that make a new database hold the same: the schema, the
// rows with their rowids, where AUTOINCREMENT continues, user_version and application_id.
//
// Indexes, views and triggers come after the rows, so that no trigger fires. Each value is written so that
// it is read back bit by bit: a real number with all its digits, text with a NUL or without a character
// as its bytes.

#include <cstddef>
#include <limits>
#include <string>
#include <vector>

struct sqlite3;

namespace migrate::migc {

struct ContentStatement {
  std::string object;  // that it is about: "the table \"runs\""
  std::string text;
  // Makes no sense in a new database: a row that a virtual table keeps for itself. It is there to be
  // compared.
  bool only_compared = false;

  bool operator==(const ContentStatement&) const = default;
};

// `own_tables`: of the library, which are left out. Throws migrate::Error where the database cannot be read,
// and where the statements would be longer than `most_bytes`.
[[nodiscard]] std::vector<ContentStatement> read_content(
    sqlite3* db, const std::vector<std::string>& own_tables,
    std::size_t most_bytes = std::numeric_limits<std::size_t>::max());

}  // namespace migrate::migc
