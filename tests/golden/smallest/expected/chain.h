// smallest: facts about the chain, 1 revision.
// Written by migc 0.1.0; change the revision files and build again instead of editing this.
// root digest: fede54be4101f01698736002dff76c44e53e55037e8590379d9a79542834fdc5

#pragma once

#include <cstddef>
#include <string_view>

namespace smallest {

inline constexpr std::size_t revision_count = 1;
inline constexpr std::string_view root_digest = "fede54be4101f01698736002dff76c44e53e55037e8590379d9a79542834fdc5";

inline constexpr std::string_view head = "a";
inline constexpr std::string_view heads[] = {
    {"a", 1},
};

// Sorted.
inline constexpr std::string_view revision_ids[] = {
    {"a", 1},
};

constexpr bool has_revision(std::string_view id) noexcept {
  std::size_t low = 0;
  std::size_t high = revision_count;
  while (low < high) {
    const std::size_t middle = (low + high) / 2;
    if (revision_ids[middle] < id)
      low = middle + 1;
    else
      high = middle;
  }
  return low < revision_count && revision_ids[low] == id;
}

}  // namespace smallest
