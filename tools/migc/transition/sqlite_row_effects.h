#pragma once

// What the change of a SQLite table means for its rows: what they lose, the values that they need, and where
// a rebuild copies them from.

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "migc/engine/sqlite/table_definition.h"
#include "migc/transition/transition.h"

namespace migrate::migc {

// One table in both schemas.
struct ChangedTable {
  TableDefinition now;
  TableDefinition wanted;
  // As the catalogues have it.
  CatalogueEntry facts_now;
  CatalogueEntry facts_wanted;
};

struct RowEffects {
  std::vector<std::string> losses = {};
  std::vector<RequiredValue> required_values = {};
  std::map<std::string, std::string> sources = {};  // of TableChange
};

// `values`: of all tables.
[[nodiscard]] RowEffects effects_on_rows(const ChangedTable& table, const std::vector<ColumnValue>& values);

// Whether a column of the second type can hold other values than those that are copied from one of the first.
[[nodiscard]] bool may_change_values(std::string_view type, std::string_view new_type);

// The value that a column gets by default, as an expression; "NULL" where none is stated.
[[nodiscard]] std::string default_expression(const ColumnDefinition& column);

}  // namespace migrate::migc
