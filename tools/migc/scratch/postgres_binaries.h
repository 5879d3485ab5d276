#pragma once

// Where the programs of an installed PostgreSQL server are.

#include <optional>
#include <string>

namespace migrate::migc {

// The folder that has both initdb and postgres: one of the PATH, or else the newest of the places where
// packages put them, or else what pg_config says.
[[nodiscard]] std::optional<std::string> find_postgres_binaries();

}  // namespace migrate::migc
