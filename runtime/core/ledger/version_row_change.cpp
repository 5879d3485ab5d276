#include "core/ledger/version_row_change.h"

#include <algorithm>

#include "core/ledger/ledger.h"
#include "core/text/concat.h"

namespace migrate::core {

RowChange net_change(const Plan& plan, const Group& group) {
  RowChange change;
  for (std::size_t i = group.first; i < group.last; ++i) {
    for (const std::string& row : plan.steps[i].removed)
      if (change.added.erase(row) == 0) change.removed.insert(row);
    for (const std::string& row : plan.steps[i].added)
      if (change.removed.erase(row) == 0) change.added.insert(row);
  }
  return change;
}

std::vector<std::string> changed_rows(const std::vector<std::string>& rows, const RowChange& change) {
  std::set<std::string> changed(rows.begin(), rows.end());
  for (const std::string& row : change.removed) changed.erase(row);
  changed.insert(change.added.begin(), change.added.end());
  return {changed.begin(), changed.end()};
}

bool Ledger::change_rows(const RowChange& change) {
  const auto run = [&](const std::string& sql, const std::string& row) {
    const Value parameters[] = {row};
    return session_.execute(sql, parameters) == 1;
  };
  const std::string remove = concat({"DELETE FROM ", names_.version_sql, " WHERE version_num = $1"});
  const std::string add = concat({"INSERT INTO ", names_.version_sql, " (version_num) VALUES ($1)"});
  return std::ranges::all_of(change.removed, [&](const std::string& row) { return run(remove, row); }) &&
         std::ranges::all_of(change.added, [&](const std::string& row) { return run(add, row); });
}

}  // namespace migrate::core
