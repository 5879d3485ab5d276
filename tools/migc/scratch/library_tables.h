#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/table_names.h"

namespace migrate::migc {

// Those that the library keeps in a database, which are no part of a chain's schema and rows.
[[nodiscard]] inline std::vector<std::string> library_tables(std::string_view version_table) {
  return {std::string(version_table), core::history_table_name(version_table)};
}

}  // namespace migrate::migc
