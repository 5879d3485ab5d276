#pragma once

// postgresql://user:password@host/name, as libpq has it.

#include <array>
#include <string>
#include <string_view>

namespace migrate::core {

inline constexpr std::array<std::string_view, 2> postgres_schemes{"postgresql", "postgres"};
inline constexpr std::string_view postgres_url_form = "postgresql://USER@HOST/NAME";

[[nodiscard]] std::string postgres_location(std::string_view url);

}  // namespace migrate::core
