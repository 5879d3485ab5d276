#pragma once

// The operations of several dialects as one list of a revision: what all of them do alike is one item, in
// which only the SQL may differ, {sqlite: …, postgres: …}; the rest is `only` for its dialect.

#include <vector>

#include "migc/operations/operation.h"
#include "migc/operations/told_statements.h"

namespace migrate::migc {

struct ToldOperation {
  Operation operation;
  GroupPlace origin;
};

struct OperationsOfDialect {
  Dialect dialect;
  std::vector<ToldOperation> operations;
};

// Each keeps its order.
[[nodiscard]] ToldStatements joined_operations(const std::vector<OperationsOfDialect>& dialects);

}  // namespace migrate::migc
