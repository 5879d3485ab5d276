#pragma once

// The rows of a table, and in what they differ from other ones.

#include <string>
#include <vector>

#include "migc/rows/table_shape.h"
#include "migc/scratch/scratch_database.h"
#include "migrate/dialect.h"

namespace migrate::migc {

struct TableRows {
  std::string shown;                                // the table's name
  std::vector<std::string> columns = {};            // without generated ones
  std::vector<std::string> key = {};                // its primary key
  std::vector<std::vector<std::string>> rows = {};  // values as literals
};

[[nodiscard]] TableRows read_rows(ScratchDatabase& database, Dialect dialect, const TableShape& table);

// A line for each of the first differences in the columns that both have: "runs: row id=9001: name was 'a',
// is NULL". The order of rows does not count.
[[nodiscard]] std::vector<std::string> row_differences(const TableRows& was, const TableRows& is);

}  // namespace migrate::migc
