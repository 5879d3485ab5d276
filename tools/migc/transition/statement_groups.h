#pragma once

#include <vector>

#include "migc/operations/told_statements.h"
#include "migc/transition/transition.h"

namespace migrate::migc {

// What of a transition is told as one: a statement, or the rebuild of a table.
[[nodiscard]] std::vector<StatementGroup> statement_groups(const Transition& transition);

}  // namespace migrate::migc
