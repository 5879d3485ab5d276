#pragma once

// CREATE TABLE, with everything that it can say of a table.

#include <string>
#include <vector>

#include "migc/transition/postgres_schema.h"

namespace migrate::migc {

// `foreign_keys`: those whose tables exist. The columns are on lines of their own.
[[nodiscard]] std::string create_table(const PostgresSchema& schema, PostgresSchema::Index table,
                                       const std::vector<PostgresSchema::Index>& foreign_keys);

// What CREATE TABLE says where it creates the parent of the definition. Foreign keys are said apart.
[[nodiscard]] bool comes_with_parent(const PostgresDefinition& definition);

// The default of a column; empty where it has none.
[[nodiscard]] std::string default_of(const PostgresSchema& schema, const PostgresColumn& column);

// What no clause of a column says: its storage, its statistics, its options.
[[nodiscard]] std::vector<std::string> settings_of(const PostgresColumn& now, const PostgresColumn& wanted);

}  // namespace migrate::migc
