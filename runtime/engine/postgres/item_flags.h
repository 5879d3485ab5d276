#pragma once

#include <cstdint>
#include <string_view>

#include "migrate/export.h"

namespace migrate::core {

// This reads words and understands no SQL beyond them; the server does.
[[nodiscard]] MIGRATE_INTERNAL_API std::uint8_t postgres_statement_flags(std::string_view statement);

}  // namespace migrate::core
