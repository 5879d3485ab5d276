#pragma once

// What a table is, as a list of facts that people can read and that two databases can be compared by: its
// columns, constraints and options, and the indexes and triggers that go with it when it is dropped.
//
// A compiled script that rebuilds a table carries the outline that the chain expects. Whatever else the
// live table has would be lost, so it is compared before anything changes. The facts do not depend on how a
// statement is written: case, quotes, blanks, comments, the order of columns, and whether a constraint stands
// with its column or with its table make no difference.

#include <string>
#include <string_view>

#include "migrate/expected_table.h"

struct sqlite3;

namespace migrate::sqlite {

// The facts, sorted, one a line; empty when there is no such table.
[[nodiscard]] std::string table_outline(sqlite3* db, std::string_view table);

// Throws migrate::Error (`mismatch`) that lists in what the live table differs from the expected one.
void refuse_other_table(sqlite3* db, const ExpectedTable& expected);

}  // namespace migrate::sqlite
