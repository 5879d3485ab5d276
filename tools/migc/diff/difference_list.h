#pragma once

// The differences between two schemas as changes that lead from the first one to the second, for people and
// for programs.
//
//     table runs
//       + column error_count
//       - index ix_runs_name
//       ~ column name: type TEXT -> VARCHAR(40)
//     + view latest

#include <string>
#include <vector>

#include "migc/catalogue/difference.h"
#include "migc/folder/diagnostics.h"

namespace migrate::migc {

// Without those that compare as equal: another order of columns.
[[nodiscard]] std::vector<Difference> changes_between(const SchemaCatalogue& from, const SchemaCatalogue& to);

// A line a change; what belongs to a table is listed with it.
[[nodiscard]] std::string to_list(const std::vector<Difference>& changes, Color color);

// A JSON array.
[[nodiscard]] std::string to_json(const std::vector<Difference>& changes);

}  // namespace migrate::migc
