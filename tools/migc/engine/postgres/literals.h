#pragma once

// Values as PostgreSQL writes them. Same functions, same order as engine/sqlite/literals.h.

#include <string>
#include <string_view>

namespace migrate::migc {

[[nodiscard]] std::string postgres_boolean(bool value);
[[nodiscard]] std::string postgres_bytes(std::string_view hexadecimal);

}  // namespace migrate::migc
