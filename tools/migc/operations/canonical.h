#pragma once

// The form of a YAML body that its content digest is taken of: what it says to one dialect, however it is
// written. docs/digests.md is the contract for the exact bytes.

#include <string>

#include "migc/operations/yaml_value.h"
#include "migrate/dialect.h"

namespace migrate::migc {

[[nodiscard]] std::string canonical_text(const YamlValue& value, Dialect dialect);

}  // namespace migrate::migc
