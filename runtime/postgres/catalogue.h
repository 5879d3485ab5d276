#pragma once

// What the catalogue says about our tables, and about the schema that they are in.
//
// A role that may create tables in a schema can put one in the place of ours, and attach code to it: an index
// with a predicate, statistics on an expression, a CHECK constraint and a type's casts run while a query on
// the table is planned, with the rights of the role that asks. So the catalogue is asked first. A query on a
// table is made only when its owner is trusted and nothing of the kind is there; tables that can merely be
// read are read without the planner (untrusted_tables.h).

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "migrate/adapter.h"

namespace migrate::postgres {

// Two statements of the library's own, with $1 for the schema. The names are parameters from $2 on.
[[nodiscard]] std::string find_tables_statement(std::size_t names);
[[nodiscard]] std::string is_empty_statement();

// Of tables and views, for as many pairs of schema and name as parameters; yields those that exist, in the
// order of their names.
[[nodiscard]] std::string find_relations_statement(std::size_t pairs);

// What is going to be done with the tables.
enum class Use : std::uint8_t { reading, writing };

// From the rows of find_tables_statement().
[[nodiscard]] std::vector<std::optional<adapter::TableFacts>> tables_in(const Rows& rows,
                                                                        std::span<const std::string> names,
                                                                        Use use);

}  // namespace migrate::postgres
