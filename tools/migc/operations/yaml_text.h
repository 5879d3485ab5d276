#pragma once

// A tree as YAML that read_yaml() reads back as the same tree.
//
//     - create_index: {name: ix_runs_name, table: runs, columns: name}
//
// What fits into a line is written in one, and texts of several lines as blocks where these keep every byte.

#include <cstddef>
#include <string>
#include <string_view>

#include "migc/operations/yaml_value.h"

namespace migrate::migc {

// The items of a list, or the entries of a mapping, each in lines of its own. `indent`: the blanks before
// each.
[[nodiscard]] std::string to_yaml(const YamlValue& value, std::size_t indent = 0);

// Trees that are written.
[[nodiscard]] YamlValue yaml_word(std::string_view word);  // without quotes: true, 3
[[nodiscard]] YamlValue yaml_text(std::string_view text);  // a text, whatever it looks like
[[nodiscard]] YamlValue yaml_list();
[[nodiscard]] YamlValue yaml_mapping();
void add_entry(YamlValue& mapping, std::string_view key, YamlValue value);

[[nodiscard]] bool is_same_tree(const YamlValue& a, const YamlValue& b);

}  // namespace migrate::migc
