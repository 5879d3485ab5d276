#pragma once

// What no schema tells of a change from one to another: which tables and columns are the same under another
// name, which values new columns get, and whether anything may be lost.

#include <string>
#include <vector>

#include "migrate/dialect.h"

namespace migrate::migc {

struct MatchedColumn {
  std::string now;
  std::string wanted;

  bool operator==(const MatchedColumn&) const = default;
};

// A table of the first schema. Its names are keys (table_key.h); those of columns have no quotes.
struct MatchedTable {
  std::string name;
  std::string wanted;                       // empty: no table of the second schema has its rows
  std::vector<MatchedColumn> columns = {};  // those that the second schema has, too
};

// What the rows that exist get in a new column.
struct ColumnValue {
  std::string table;   // a key, as in the second schema
  std::string column;  // without quotes
  std::string value;   // SQL; empty: nothing, since the table has no rows
};

enum class OnLoss : unsigned char {
  refuse,  // rows and values that are lost are an obstacle, and so is a table or column of unknown origin
  list,    // they are listed; what no match names is the same where its name is the same
};

struct TransitionRequest {
  std::vector<MatchedTable> tables = {};
  // Statements that rename other things: indexes, constraints, types and their values.
  std::vector<std::string> renames = {};
  std::vector<ColumnValue> values = {};
  bool is_atomic = true;  // the statements will run in one transaction
  OnLoss on_loss = OnLoss::refuse;

  // nullptr where there is no match for a table of the first schema.
  [[nodiscard]] const MatchedTable* find(Dialect dialect, const std::string& key) const;
};

}  // namespace migrate::migc
