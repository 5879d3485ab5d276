#pragma once

#include <span>
#include <string>
#include <vector>

#include "migrate/dialect.h"

namespace migrate::migc {

// The bytes of a migrate.yaml that explains itself.
[[nodiscard]] std::string initial_settings(std::span<const Dialect> dialects);

struct NewFile {
  std::string path;
  std::string bytes;
};

// Makes a migrations folder without revisions, and `more` files, whole or not at all, and returns the paths
// of what is new for its user. Throws migrate::Error: `usage` when the folder exists and is not empty, or a
// file exists, `unavailable` when something cannot be made.
std::vector<std::string> create_migrations_folder(const std::string& dir, std::span<const Dialect> dialects,
                                                  std::span<const NewFile> more = {});

}  // namespace migrate::migc
