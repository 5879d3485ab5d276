#pragma once

// Lines of the form `key: value`, which the headers of revisions and migrate.yaml are made of, and the lists
// in their values.

#include <optional>
#include <string_view>
#include <vector>

namespace migrate::migc {

struct KeyLine {
  std::string_view key;    // letters a to z and _
  std::string_view value;  // empty: nothing stands after the colon
};

[[nodiscard]] std::string_view without_trailing_blanks(std::string_view line) noexcept;

// Nothing where the line is not of the form. REQUIRES: no trailing blanks.
[[nodiscard]] std::optional<KeyLine> parse_key_line(std::string_view line) noexcept;

// Cuts at each comma and takes one blank from the front of every element but the first.
[[nodiscard]] std::vector<std::string_view> split_list(std::string_view value);

}  // namespace migrate::migc
