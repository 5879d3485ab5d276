#pragma once

// Values as SQLite writes them. Same functions, same order as engine/postgres/literals.h.

#include <string>
#include <string_view>

namespace migrate::migc {

[[nodiscard]] std::string sqlite_boolean(bool value);
[[nodiscard]] std::string sqlite_bytes(std::string_view hexadecimal);

}  // namespace migrate::migc
