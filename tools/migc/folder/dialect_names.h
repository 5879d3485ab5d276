#pragma once

#include <array>
#include <string_view>

#include "migrate/dialect.h"

namespace migrate::migc {

// In the order of all_dialects.
inline constexpr std::array<std::string_view, all_dialects.size()> dialect_names = [] {
  std::array<std::string_view, all_dialects.size()> names{};
  for (std::size_t i = 0; i < names.size(); ++i) names[i] = to_string(all_dialects[i]);
  return names;
}();

}  // namespace migrate::migc
