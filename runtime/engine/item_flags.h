#pragma once

// What an adapter must know of a statement before it sends it. migc keeps it in the compiled table; a program
// reads only statements for it that a history stored or a C++ step sends.

#include <cstdint>
#include <string_view>

#include "migrate/dialect.h"

namespace migrate::core {

// Those of generated::ItemRow that the statement has in every revision.
[[nodiscard]] std::uint8_t statement_flags(Dialect dialect, std::string_view statement);

}  // namespace migrate::core
