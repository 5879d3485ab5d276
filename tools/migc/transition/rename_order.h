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

struct NameChange {
  std::string from;
  std::string to;

  bool operator==(const NameChange&) const = default;
};

[[nodiscard]] std::vector<NameChange> in_free_order(Dialect dialect, std::vector<NameChange> renames);

// What is called so between two statements.
[[nodiscard]] std::string temporary_name(std::string_view name);
[[nodiscard]] bool is_temporary_name(std::string_view name);

}  // namespace migrate::migc
