// several_heads: facts about the chain, 2 revisions.
// Written by migc 0.1.0; change the revision files and build again instead of editing this.
// root digest: 586301c328aabd639c7553838abd492a0471550b5a745d71f974256eda3d9980

#pragma once

#include <cstddef>
#include <string_view>

namespace several_heads {

inline constexpr std::size_t revision_count = 2;
inline constexpr std::string_view root_digest = "586301c328aabd639c7553838abd492a0471550b5a745d71f974256eda3d9980";

inline constexpr std::string_view heads[] = {
    {"a", 1},
    {"b", 1},
};

// Sorted.
inline constexpr std::string_view revision_ids[] = {
    {"a", 1},
    {"b", 1},
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

}  // namespace several_heads
