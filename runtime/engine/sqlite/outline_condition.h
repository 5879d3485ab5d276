#pragma once

// What a script asks SQLite of a table before it rebuilds it. The program compares outlines
// (sqlite/table_outline.h); SQL alone can compare the names of columns, indexes and triggers, and count
// constraints, which is what people add by hand.

#include <string>

#include "migrate/expected_table.h"

namespace migrate::core {

// An expression of SQLite's SQL, true for the table that the chain made.
[[nodiscard]] std::string outline_condition(const ExpectedTable& expected);

}  // namespace migrate::core
