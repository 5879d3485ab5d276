#pragma once

// What several steps together do to the version rows.

#include <cstddef>
#include <set>
#include <string>
#include <vector>

#include "migrate/plan.h"

namespace migrate::core {

struct RowChange {
  std::set<std::string> removed;
  std::set<std::string> added;
};

[[nodiscard]] RowChange net_change(const Plan& plan, const Group& group);

[[nodiscard]] std::vector<std::string> changed_rows(const std::vector<std::string>& rows,
                                                    const RowChange& change);

}  // namespace migrate::core
