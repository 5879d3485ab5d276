#pragma once

// The library's own version, and the version of the table layout that generated code is written for.

#include <cstdint>
#include <string_view>

namespace migrate {

inline constexpr std::string_view library_version = "0.1.0";

namespace generated {

// Raised with every change to the structures in migrate/table.h. Generated code asserts it at compile time.
inline constexpr std::uint32_t table_format = 5;

}  // namespace generated
}  // namespace migrate
