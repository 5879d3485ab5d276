#include "core/ledger/ledger.h"

#include <array>
#include <utility>

namespace migrate::core {

Ledger::Ledger(Connection& connection, const Chain& chain, std::string_view program)
    : connection_(connection),
      chain_(chain),
      names_(connection, chain.settings().version_table),
      history_(*this, program) {}

Rows Ledger::read_history_rows(const std::vector<std::string_view>& columns) const {
  const TableColumns wanted[] = {{names_.history, columns}};
  return std::move(connection_.read_rows(wanted)[0]);
}

std::vector<std::string> Ledger::revocations() const {
  const std::array both{names_.version, names_.history};
  return connection_.revocations(both, WriteRights::all);
}

}  // namespace migrate::core
