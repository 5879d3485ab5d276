#pragma once

// Operations as a revision writes them: what parse_operation.h reads, the other way round.

#include "migc/operations/operation.h"
#include "migc/operations/yaml_value.h"

namespace migrate::migc {

// An item of the list below `upgrade:` or `downgrade:`.
[[nodiscard]] YamlValue operation_tree(const Operation& operation);

}  // namespace migrate::migc
