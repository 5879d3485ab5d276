#pragma once

// Columns and constraints of operations as parts of SQLite's tables. Definitions change as such; their text
// is made when a change is complete (migc/engine/sqlite/table_change.h).

#include <string>
#include <string_view>
#include <vector>

#include "migc/engine/sqlite/table_definition.h"
#include "migc/operations/table.h"

namespace migrate::migc {

// REQUIRES of all: check_operation() has nothing to say against what they are part of.
[[nodiscard]] ColumnDefinition sqlite_column(const PortableColumn& column, Strictness strictness);
[[nodiscard]] Constraint sqlite_constraint(const PortableConstraint& constraint);
// What keeps a column to the values of its enum.
[[nodiscard]] Constraint sqlite_enum_check(std::string name, std::string_view column,
                                           const std::vector<Name>& values);
// The part of such a check by which it is found again.
[[nodiscard]] std::string in_values(const std::vector<Name>& values);

}  // namespace migrate::migc
