#pragma once

#include <string>

#include "migrate/export.h"
#include "migrate/table.h"

namespace migrate::core {

// What the settings of a chain come to on PostgreSQL.
struct PostgresNames {
  std::string schema;          // of what revisions create
  std::string version_schema;  // of our tables
  std::string revision_path;   // the search path of a revision, quoted
};

[[nodiscard]] MIGRATE_INTERNAL_API PostgresNames postgres_names(const Settings& settings);

}  // namespace migrate::core
