#pragma once

// The operations that make one table of another one, which has its name.

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "migc/operations/operation.h"

namespace migrate::migc {

// `sources`: what rows get in a column: an expression over the row as it was. Nothing where operations do not
// say the change, such as that a constraint without a name is dropped.
[[nodiscard]] std::optional<std::vector<Operation>> table_operations(
    const PortableTable& before, const PortableTable& after,
    const std::map<std::string, std::string>& sources);

}  // namespace migrate::migc
