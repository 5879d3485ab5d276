#pragma once

// Lines of the form `key: value`, which the headers of revisions and migrate.yaml are made of, and the lists
// in their values.

#include <algorithm>
#include <array>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace migrate::migc {

struct KeyLine {
  std::string_view key;    // letters a to z and _
  std::string_view value;  // empty: nothing follows the colon
};

[[nodiscard]] std::string_view without_trailing_blanks(std::string_view line) noexcept;

// Nothing where the line is not of the form. REQUIRES: no trailing blanks.
[[nodiscard]] std::optional<KeyLine> parse_key_line(std::string_view line) noexcept;

// Cuts at each comma and takes one blank from the front of every element but the first.
[[nodiscard]] std::vector<std::string_view> split_list(std::string_view value);

// The message about a key that is none of the known ones, with the one that may be meant.
[[nodiscard]] std::string unknown_key(std::string_view key, std::span<const std::string_view> known);

// The same for rules that have a name.
template <typename Rule, std::size_t count>
[[nodiscard]] std::string unknown_key(std::string_view key, const std::array<Rule, count>& rules) {
  std::array<std::string_view, count> names;
  std::ranges::transform(rules, names.begin(), &Rule::name);
  return unknown_key(key, std::span<const std::string_view>(names));
}

}  // namespace migrate::migc
