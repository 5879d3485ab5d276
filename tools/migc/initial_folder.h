#pragma once

#include <span>
#include <string>
#include <vector>

#include "migrate/dialect.h"

namespace migrate::migc {

// The bytes of a migrate.yaml that explains itself.
[[nodiscard]] std::string initial_settings(std::span<const Dialect> dialects);

// Makes a migrations folder without revisions, whole or not at all, and returns the paths of what is in it.
// Throws migrate::Error: `usage` when the folder is there and not empty, `unavailable` when it cannot be
// made.
std::vector<std::string> create_migrations_folder(const std::string& dir, std::span<const Dialect> dialects);

}  // namespace migrate::migc
