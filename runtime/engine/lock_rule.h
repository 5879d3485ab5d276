#pragma once

#include <string_view>

namespace migrate::core {

// A kind of statement, and what it does to others. The first three are searched in what statement_words()
// returns.
struct LockRule {
  std::string_view beginning;
  std::string_view part;     // empty: any
  std::string_view without;  // empty: none
  std::string_view effect;   // empty: over at once
};

}  // namespace migrate::core
