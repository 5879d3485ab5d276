// inventory: facts about the chain, 4 revisions.
// Written by migc 0.1.0; change the revision files and build again instead of editing this.
// root digest: 887faa45142b999381d44426bca991dd92a2f3e1a6b78204d938df607f307984

#pragma once

#include <cstddef>
#include <string_view>

namespace inventory {

inline constexpr std::size_t revision_count = 4;
inline constexpr std::string_view root_digest = "887faa45142b999381d44426bca991dd92a2f3e1a6b78204d938df607f307984";

inline constexpr std::string_view head = "3d4e5f607182";
inline constexpr std::string_view heads[] = {
    {"3d4e5f607182", 12},
};

// Sorted.
inline constexpr std::string_view revision_ids[] = {
    {"0a1b2c3d4e5f", 12},
    {"1b2c3d4e5f60", 12},
    {"2c3d4e5f6071", 12},
    {"3d4e5f607182", 12},
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

}  // namespace inventory
