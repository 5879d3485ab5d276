#pragma once

// Statements as operations of YAML revisions, where these say what the statements do.
//
//     std::vector<StatementsOfDialect> dialects = …;
//     ToldStatements told = tell_statements(dialects);
//     to_yaml(told.list, 2);   //   - add_column: {table: runs, name: errors, type: integer}

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "migc/operations/yaml_value.h"
#include "migrate/dialect.h"

namespace migrate::migc {

// What statements that rebuild a table make of it.
struct RebuiltTable {
  std::string before;  // CREATE TABLE, both of the same name
  std::string after;
  std::map<std::string, std::string> sources = {};  // of columns: an expression over the old row
};

// One statement, or those that rebuild a table.
struct StatementGroup {
  std::vector<std::string> statements;
  std::optional<RebuiltTable> rebuild = {};
  bool is_executed = false;  // as it is, although operations may say it
};

struct StatementsOfDialect {
  Dialect dialect;
  std::vector<StatementGroup> groups;
};

// A group of a dialect, by their numbers.
struct GroupPlace {
  std::size_t dialect;
  std::size_t group;
};

struct ToldStatements {
  YamlValue list;
  std::vector<std::vector<GroupPlace>> origins;  // of each item
};

// What operations do not say is executed.
[[nodiscard]] ToldStatements tell_statements(const std::vector<StatementsOfDialect>& dialects);

}  // namespace migrate::migc
