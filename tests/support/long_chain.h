#pragma once

// A chain as long as wanted, for tests and measurements of size: sixty tables at most get columns, indexes
// and rows, lose them again and get others, so that the schema stays that of a real application.

#include <cstddef>
#include <string>
#include <vector>

namespace migrate::testing {

struct LongChainRevision {
  std::string id;
  std::string parent;  // empty for the first
  std::string message;
  std::vector<std::string> upgrade;
  std::vector<std::string> downgrade;
};

[[nodiscard]] std::vector<LongChainRevision> make_long_chain(std::size_t count);

}  // namespace migrate::testing
