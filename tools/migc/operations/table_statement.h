#pragma once

// Tables, columns and constraints of a statement as operations have them. Nothing where operations do not say
// all of it: a conflict clause, a partition, a key with an order.

#include <optional>
#include <vector>

#include "migc/operations/statement_cursor.h"
#include "migc/operations/table.h"

namespace migrate::migc {

struct ReadColumn {
  PortableColumn column;
  std::vector<PortableConstraint> constraints = {};
};

// After CREATE TABLE.
[[nodiscard]] std::optional<PortableTable> take_table_definition(StatementCursor& at);
// After ADD COLUMN.
[[nodiscard]] std::optional<ReadColumn> take_column(StatementCursor& at, const ObjectName& table);
// With its name, after ADD.
[[nodiscard]] std::optional<PortableConstraint> take_constraint(StatementCursor& at, const ObjectName& table);
// To a comma, a parenthesis or the word that follows a type.
[[nodiscard]] std::optional<Type> take_type(StatementCursor& at);
// What follows DEFAULT, for a column of that type.
[[nodiscard]] Literal take_default(StatementCursor& at, const Type& type);

}  // namespace migrate::migc
