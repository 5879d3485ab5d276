#pragma once

// Suggestions for names that do not exist.

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "migrate/export.h"

namespace migrate::core {

// Levenshtein distance in bytes.
[[nodiscard]] std::size_t edit_distance(std::string_view a, std::string_view b);

// The candidate that a misspelt name most likely means: the nearest one, the first of equals, when it is at
// most 2 edits away and fewer than the name has bytes.
[[nodiscard]] std::optional<std::string> nearest(std::string_view name,
                                                 std::span<const std::string_view> candidates);

// The end of an error message: `; did you mean "CANDIDATE"?`, or nothing.
[[nodiscard]] MIGRATE_INTERNAL_API std::string did_you_mean(std::string_view name,
                                                            std::span<const std::string_view> candidates);

}  // namespace migrate::core
