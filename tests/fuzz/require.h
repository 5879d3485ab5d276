#pragma once

#include <cstdlib>

namespace migrate::migc {

// Ends the run, so that the fuzzer keeps the input, when a property does not hold.
inline void require(bool property) {
  if (!property) std::abort();
}

}  // namespace migrate::migc
