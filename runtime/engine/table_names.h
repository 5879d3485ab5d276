#pragma once

// What the two tables that this library keeps in a database are called.

#include <string>
#include <string_view>

#include "migrate/adapter.h"

namespace migrate::core {

// "app_version" -> "app_history", anything else + "_history".
[[nodiscard]] std::string history_table_name(std::string_view version_table);

// The tables' names, as messages and the catalogue have them and as SQL needs them.
struct TableNames {
  TableNames(const adapter::Session& session, std::string_view version_table);

  std::string version;
  std::string history;
  std::string version_sql;
  std::string history_sql;
};

}  // namespace migrate::core
