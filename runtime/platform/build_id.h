#pragma once

#include <string>

namespace migrate::platform {

// Bytes that differ as soon as any code of this program or of its libraries does: their build ids. Empty
// where one has none, so that nothing can be told.
[[nodiscard]] std::string code_identity();

}  // namespace migrate::platform
