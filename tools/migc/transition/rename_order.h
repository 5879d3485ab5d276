#pragma once

// Renames in an order in which each name is free when something gets it. Where names are exchanged, one of
// them goes through a temporary name.
//
//     in_free_order({{"a", "b"}, {"b", "a"}});   // a -> _migrate_old_a, b -> a, _migrate_old_a -> b

#include <string>
#include <string_view>
#include <vector>

#include "migrate/dialect.h"

namespace migrate::migc {

struct Rename {
  std::string from;
  std::string to;

  bool operator==(const Rename&) const = default;
};

[[nodiscard]] std::vector<Rename> in_free_order(Dialect dialect, std::vector<Rename> renames);

// What is called so between two statements.
[[nodiscard]] std::string temporary_name(std::string_view name);
[[nodiscard]] bool is_temporary_name(std::string_view name);

}  // namespace migrate::migc
