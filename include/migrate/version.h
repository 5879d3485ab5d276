#pragma once

// The library's own version, and the version of the table layout that generated code is written for.

#include <cstdint>
#include <string_view>

#include "migrate/export.h"

namespace migrate {
inline namespace MIGRATE_FORMAT {

inline constexpr std::string_view library_version = "0.1.0";

namespace generated {

inline constexpr std::uint32_t table_format = MIGRATE_FORMAT_NUMBER;

}  // namespace generated
}  // namespace MIGRATE_FORMAT
}  // namespace migrate
