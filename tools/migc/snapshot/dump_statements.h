#pragma once

// The statements of a dump that has each row in an INSERT of its own.

#include <string>
#include <vector>

namespace migrate::migc {

// What a statement is about, for a message: "the rows of runs", or its first line.
[[nodiscard]] std::string object_of(const std::string& statement);

// Rows of one table that follow each other, many in a statement: that loads faster.
[[nodiscard]] std::vector<std::string> with_rows_together(const std::vector<std::string>& statements);

}  // namespace migrate::migc
