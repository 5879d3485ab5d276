#pragma once

// A row before it is inserted: an expression for each column.

#include <cstdint>
#include <string>
#include <vector>

#include "migc/rows/table_shape.h"
#include "migrate/dialect.h"

namespace migrate::migc {

struct RowDraft {
  std::vector<std::string> values;  // by the table's columns; empty: left to the database
};

// What is wanted of a row.
struct RowPlan {
  std::int64_t number = 0;        // another one in each row of a table
  std::size_t parent = 0;         // which row of each parent it refers to, if there are so many
  bool prefers_null = false;      // in each column that may be NULL
  const Tables* group = nullptr;  // tables that get their rows at once: they refer to these rows
};

class RowDrafter {
 public:
  // Both must outlive the drafter.
  RowDrafter(Dialect dialect, const Tables& tables) : dialect_(dialect), tables_(tables) {}

  [[nodiscard]] RowDraft draft(const TableShape& table, const RowPlan& plan) const;

 private:
  void refer(const TableShape& table, const ForeignKeyShape& key, const RowPlan& plan, RowDraft& draft,
             std::vector<bool>& is_settled) const;

  Dialect dialect_;
  const Tables& tables_;
};

[[nodiscard]] std::string insert_statement(Dialect dialect, const TableShape& table, const RowDraft& draft);

// Whether some column of the key may be NULL, so that a row can do without a parent.
[[nodiscard]] bool is_optional(const TableShape& table, const ForeignKeyShape& key);
// The columns that the key refers to; empty where the table is not known.
[[nodiscard]] std::vector<std::string> referred_columns(const Tables& tables, const ForeignKeyShape& key);

}  // namespace migrate::migc
