#pragma once

// Where the programs of an installed PostgreSQL server are.

#include <optional>
#include <string>
#include <vector>

namespace migrate::migc {

// The folder that has both initdb and postgres: one of the PATH, or else the newest of the places where
// packages put them, or else what pg_config says.
[[nodiscard]] std::optional<std::string> find_postgres_binaries();

// The existing folders in which an entry appears when a server is installed where that function looks.
[[nodiscard]] std::vector<std::string> folders_to_watch_for_binaries();

}  // namespace migrate::migc
