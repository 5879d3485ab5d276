#pragma once

// The NOT NULL of a column of a PostgreSQL table. From version 18 on it is a constraint: it has a name, may
// not have been checked for the rows that are there, and may be for the table alone or come from a parent.

#include <string>
#include <vector>

namespace migrate::migc {

struct PostgresColumn;

struct PostgresNotNull {
  bool is_set = false;
  bool is_valid = false;  // for all rows, not for new ones alone
  bool is_own = false;    // said of this table, whether or not of a parent, too
  bool is_inheritable = false;
  std::string name;        // of the constraint; empty before version 18
  std::string given_name;  // where the server has not made it up

  // Whether all rows of the column have a value.
  [[nodiscard]] bool is_for_all_rows() const { return is_set && is_valid; }
  // Whether the words NOT NULL say all of it.
  [[nodiscard]] bool is_plain() const { return is_valid && is_inheritable && given_name.empty(); }
  // " NOT NULL", to follow the definition of a column. Empty where that cannot say it.
  [[nodiscard]] std::string clause() const;
};

// The statements that lead from that of one column to that of the other, as far as there are such.
[[nodiscard]] std::vector<std::string> not_null_changes(const PostgresColumn& now,
                                                        const PostgresColumn& wanted);

}  // namespace migrate::migc
