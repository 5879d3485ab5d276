#pragma once

#include <string>
#include <string_view>

#include "migrate/table.h"

namespace migrate::core {

// What the settings of a chain come to on PostgreSQL.
struct PostgresNames {
  std::string schema;          // of what revisions create
  std::string version_schema;  // of our tables
  std::string revision_path;   // the search path of a revision, quoted
};

// `chosen_schema`: goes before the chain's own, unless it is empty.
[[nodiscard]] PostgresNames postgres_names(const Settings& settings, std::string_view chosen_schema = {});

}  // namespace migrate::core
