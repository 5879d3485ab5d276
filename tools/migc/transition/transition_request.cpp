#include "migc/transition/transition_request.h"

#include <algorithm>

#include "engine/names.h"

namespace migrate::migc {

const MatchedTable* TransitionRequest::find(Dialect dialect, const std::string& key) const {
  const auto found = std::ranges::find_if(
      tables, [&](const MatchedTable& table) { return core::is_same_name(dialect, table.name, key); });
  return found == tables.end() ? nullptr : &*found;
}

}  // namespace migrate::migc
