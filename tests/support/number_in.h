#pragma once

// What decides how much a test does: a number in the environment.

#include <cstdlib>

namespace migrate::testing {

// `otherwise` where the variable is not set.
[[nodiscard]] inline unsigned long number_in(const char* variable, unsigned long otherwise) {
  const char* number = std::getenv(variable);
  return number == nullptr ? otherwise : std::strtoul(number, nullptr, 10);
}

}  // namespace migrate::testing
