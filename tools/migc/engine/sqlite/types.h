#pragma once

// Types of SQLite. Same functions, same order as engine/postgres/types.h.

#include <string_view>

#include "migc/engine/types.h"

namespace migrate::migc {

[[nodiscard]] std::string_view sqlite_type_name(BaseType type, Strictness strictness) noexcept;
[[nodiscard]] bool may_be_sqlite_type(std::string_view text);

}  // namespace migrate::migc
