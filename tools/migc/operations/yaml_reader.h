#pragma once

// Reads the body of a YAML revision strictly: one document of mappings, lists and scalars. What makes YAML
// surprising is refused where it is: anchors, aliases, tags, merge keys, keys that are not plain words,
// a key that appears twice, directives and second documents; and so is what is too deep or too large to have
// been written by a person.

#include <cstddef>
#include <optional>

#include "migc/folder/diagnostics.h"
#include "migc/folder/source_file.h"
#include "migc/operations/yaml_value.h"

namespace migrate::migc {

inline constexpr std::size_t most_yaml_levels = 16;
inline constexpr std::size_t most_yaml_values = 200'000;

// Nothing where a mistake was reported. REQUIRES: what parse_sql_body() requires of the file.
[[nodiscard]] std::optional<YamlValue> read_yaml(const SourceFile& file, std::size_t body_offset,
                                                 Diagnostics& diagnostics);

}  // namespace migrate::migc
