#pragma once

// What several steps together do to the version rows.

#include <cstddef>
#include <set>
#include <string>
#include <vector>

#include "core/ledger/ledger_tables.h"
#include "migrate/plan.h"

namespace migrate::core {

struct RowChange {
  std::set<std::string> removed;
  std::set<std::string> added;
};

[[nodiscard]] RowChange net_change(const Plan& plan, const Group& group);

[[nodiscard]] std::vector<std::string> changed_rows(const std::vector<std::string>& rows,
                                                    const RowChange& change);

// False when a row that is to be removed is not there.
[[nodiscard]] bool write_change(Connection& connection, const TableNames& names, const RowChange& change);

}  // namespace migrate::core
