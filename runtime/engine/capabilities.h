#pragma once

// What an engine has that a setting or an option can ask for.

#include <string_view>

#include "migrate/dialect.h"

namespace migrate::core {

// As messages name it: "SQLite".
[[nodiscard]] std::string_view engine_name(Dialect dialect) noexcept;
[[nodiscard]] bool has_roles(Dialect dialect) noexcept;
// That a chain can choose, and a name can name.
[[nodiscard]] bool has_schemas(Dialect dialect) noexcept;
// What makes a backup of a database, where a run cannot copy it itself; otherwise empty.
[[nodiscard]] std::string_view dump_program(Dialect dialect) noexcept;

}  // namespace migrate::core
