#pragma once

#include <cstddef>
#include <string>

namespace migrate::migc {

// A mistake in SQL text, before it becomes a diagnostic of a file.
struct SqlProblem {
  std::size_t offset;
  std::string message;
};

}  // namespace migrate::migc
