#pragma once

// What the catalogue says about our tables, and about the schema that they are in.

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "migrate/connection.h"

namespace migrate::postgres {

// Two statements of the library's own, with $1 for the schema. The names are parameters from $2 on.
[[nodiscard]] std::string find_tables_statement(std::size_t names);
[[nodiscard]] std::string is_empty_statement();

// Of tables and views, for as many pairs of schema and name as parameters; yields those that exist, in the
// order of their names.
[[nodiscard]] std::string find_relations_statement(std::size_t pairs);

// Somebody who only reads need not own the tables.
enum class Owner : std::uint8_t { anybody, us };

// From the rows of find_tables_statement().
[[nodiscard]] std::vector<std::optional<TableFacts>> tables_in(const Rows& rows,
                                                               std::span<const std::string> names,
                                                               Owner owner);

}  // namespace migrate::postgres
