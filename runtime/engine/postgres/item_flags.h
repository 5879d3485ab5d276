#pragma once

#include <cstdint>
#include <string_view>

namespace migrate::core {

// This reads words and understands no SQL beyond them; the server does.
[[nodiscard]] std::uint8_t postgres_statement_flags(std::string_view statement);

}  // namespace migrate::core
