#pragma once

// Types of PostgreSQL. Same functions, same order as engine/sqlite/types.h.

#include <string_view>

#include "migc/engine/types.h"

namespace migrate::migc {

[[nodiscard]] std::string_view postgres_type_name(BaseType type) noexcept;
[[nodiscard]] bool may_be_postgres_type(std::string_view text) noexcept;

}  // namespace migrate::migc
