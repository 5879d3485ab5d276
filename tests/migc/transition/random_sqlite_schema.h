#pragma once

// Random SQLite schemas over everything that SQLite can store, and rows for them. Two of one pair have much
// in common: each choice is made by its place in the schema, and at most places both choose alike.

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace migrate::testing {

struct RandomColumn {
  std::string name;
  bool is_generated = false;
  bool takes_null = true;
  bool needs_value = false;  // takes no NULL and has no default
};

struct RandomTable {
  std::string name;
  std::vector<RandomColumn> columns;
};

struct RandomSqliteSchema {
  std::vector<RandomTable> tables;
  std::string sql;
  std::string rows;  // statements; the id of each row is 1, 2 or 3
};

// `seed`: of the pair; `percent`: of the places at which the second schema chooses like the first one.
[[nodiscard]] RandomSqliteSchema random_sqlite_schema(std::uint64_t seed, bool is_second, unsigned percent);

// As SQL spells it.
[[nodiscard]] std::string in_quotes(std::string_view name);

}  // namespace migrate::testing
