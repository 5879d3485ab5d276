#pragma once

// The body of a YAML revision as a tree: what is left of YAML when everything is taken away that lets one
// text mean two things. Each value knows the byte where it begins.

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace migrate::migc {

enum class YamlKind : unsigned char { null, scalar, sequence, mapping };

struct YamlEntry;

struct YamlValue {
  YamlKind kind = YamlKind::null;
  // Whether a scalar is written without quotes and not as a block, so that it may be a number or a boolean.
  bool plain = false;
  std::size_t at = 0;
  std::string text;                // of a scalar, with LF line ends
  std::vector<YamlValue> items;    // of a sequence
  std::vector<YamlEntry> entries;  // of a mapping, in the order written; no key appears twice
};

struct YamlEntry {
  std::string key;
  std::size_t at;
  YamlValue value;
};

// The value of a key; nullptr where the mapping does not have it. Any other kind has no keys.
[[nodiscard]] const YamlValue* find_entry(const YamlValue& mapping, std::string_view key) noexcept;

// "a list", "a mapping", ...: how messages name what they found.
[[nodiscard]] std::string_view describe(const YamlValue& value) noexcept;

}  // namespace migrate::migc
