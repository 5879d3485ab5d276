#pragma once

// What INSERT and UPDATE say of the columns that they write, where a downgrade can use it.

#include <optional>
#include <string>
#include <vector>

#include "engine/name_cursor.h"

namespace migrate::migc {

// "a, b AS c" between SELECT and FROM, or all columns where it is empty. Nothing for an expression.
using SelectList = std::vector<std::optional<std::string>>;

// INSERT INTO t (a, b) SELECT a, b FROM old: t gets all rows of old.
struct RowCopy {
  std::vector<std::string> columns;  // of t; empty: all
  SelectList values;
  core::TableName source;
};

// `at`: after the name of the table. Nothing where an INSERT does anything else.
[[nodiscard]] std::optional<RowCopy> read_copy(core::NameCursor at);

struct Assignments {
  std::vector<std::string> columns = {};  // those that are understood
  bool is_understood = false;
};

// `at`: after the name of the table of an UPDATE.
[[nodiscard]] Assignments read_assignments(core::NameCursor at);

// Moves from WITH's names to the statement itself. Whether the clause only reads.
[[nodiscard]] bool skip_common_tables(core::NameCursor& at);

}  // namespace migrate::migc
