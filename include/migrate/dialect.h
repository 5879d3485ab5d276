#pragma once

// The database engines that a revision can be written for.

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

#include "migrate/export.h"

namespace migrate {
inline namespace MIGRATE_FORMAT {

enum class Dialect : std::uint8_t { sqlite, postgres };

inline constexpr std::array all_dialects{Dialect::sqlite, Dialect::postgres};

constexpr std::string_view to_string(Dialect dialect) noexcept {
  switch (dialect) {
    case Dialect::sqlite:
      return "sqlite";
    case Dialect::postgres:
      return "postgres";
  }
  return {};
}

constexpr std::optional<Dialect> find_dialect(std::string_view name) noexcept {
  for (Dialect dialect : all_dialects)
    if (to_string(dialect) == name) return dialect;
  return std::nullopt;
}

}  // namespace MIGRATE_FORMAT
}  // namespace migrate
