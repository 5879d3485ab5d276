#pragma once

#include <string>

namespace migrate::migc {

// Twelve hexadecimal digits from the system's random source. Throws migrate::Error (unavailable) when that
// has none to give.
[[nodiscard]] std::string random_revision_id();

}  // namespace migrate::migc
