#pragma once

// From the tree of a YAML body to the operations that are written in it.

#include <string_view>
#include <vector>

#include "migc/operations/mistakes.h"
#include "migc/operations/operation.h"
#include "migc/operations/yaml_value.h"

namespace migrate::migc {

// The list below `upgrade:` or `downgrade:`. What cannot be read is reported and left out.
[[nodiscard]] std::vector<PlacedOperation> parse_operations(const YamlValue& list, std::string_view section,
                                                            Mistakes& mistakes);

// The words that operations are written with.
[[nodiscard]] std::vector<std::string_view> operation_words();

}  // namespace migrate::migc
