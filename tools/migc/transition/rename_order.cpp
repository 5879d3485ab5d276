#include "migc/transition/rename_order.h"

#include <algorithm>

#include "engine/names.h"

namespace migrate::migc {

namespace {

constexpr std::string_view temporary_prefix = "_migrate_old_";

}  // namespace

std::string temporary_name(std::string_view name) {
  return std::string(temporary_prefix) + std::string(name);
}

bool is_temporary_name(std::string_view name) {
  return name.starts_with(temporary_prefix);
}

std::vector<NameChange> in_free_order(Dialect dialect, std::vector<NameChange> renames) {
  const auto is_free = [&](const NameChange& rename) {
    return std::ranges::none_of(
        renames, [&](const NameChange& other) { return core::is_same_name(dialect, other.from, rename.to); });
  };
  std::vector<NameChange> ordered;
  while (!renames.empty()) {
    if (const auto next = std::ranges::find_if(renames, is_free); next != renames.end()) {
      ordered.push_back(*next);
      renames.erase(next);
    } else {
      NameChange& first = renames.front();
      ordered.push_back({first.from, temporary_name(first.from)});
      first.from = ordered.back().to;
    }
  }
  return ordered;
}

}  // namespace migrate::migc
