#include "migc/operations/yaml_value.h"

#include <algorithm>
#include <array>

namespace migrate::migc {

const YamlValue* find_entry(const YamlValue& mapping, std::string_view key) noexcept {
  const auto found = std::find_if(mapping.entries.begin(), mapping.entries.end(),
                                  [key](const YamlEntry& entry) { return entry.key == key; });
  return found == mapping.entries.end() ? nullptr : &found->value;
}

std::string_view describe(const YamlValue& value) noexcept {
  if (value.kind == YamlKind::sequence && value.items.empty()) return "an empty list";
  constexpr std::array<std::string_view, 4> names{"nothing", "a text", "a list", "a mapping"};
  return names[static_cast<std::size_t>(value.kind)];
}

}  // namespace migrate::migc
