#pragma once

// The fingerprints of the head's objects as C++ (generated::SchemaRow).

#include <span>
#include <string>

#include "core/chain/schema_facts.h"

namespace migrate::migc {

// The arrays, the last of which is `schema_rows`; empty where there are no heads.
[[nodiscard]] std::string emit_schema_facts(std::span<const core::HeadFacts> heads);

}  // namespace migrate::migc
