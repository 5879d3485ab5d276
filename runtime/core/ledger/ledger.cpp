#include "core/ledger/ledger.h"

#include <array>
#include <utility>

namespace migrate::core {

Ledger::Ledger(adapter::Session& session, const Chain& chain, std::string_view program)
    : session_(session),
      chain_(chain),
      names_(session, chain.settings().version_table),
      history_(*this, program) {}

Rows Ledger::read_history_rows(const std::vector<std::string_view>& columns) const {
  const adapter::TableColumns wanted[] = {{names_.history, columns}};
  return std::move(session_.read_rows(wanted)[0]);
}

std::vector<std::string> Ledger::revocations() const {
  const std::array both{names_.version, names_.history};
  return session_.revocations(both, adapter::WriteRights::all);
}

}  // namespace migrate::core
