#pragma once

// The keys of one mapping, asked for one by one. A value of the wrong kind, a key that is required and
// missing, and a key that was not asked for are reported; what is returned then is good enough to continue
// with.
//
//     Fields fields(value, "rename_table", mistakes);
//     RenameTable{fields.object("name"), fields.name("to")};
//     fields.finish();

#include <array>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "migc/operations/mistakes.h"
#include "migc/operations/name_list.h"
#include "migc/operations/yaml_value.h"

namespace migrate::migc {

class Fields {
 public:
  // `what` is how messages name the mapping. All arguments must outlive it.
  Fields(const YamlValue& mapping, std::string what, Mistakes& mistakes);

  [[nodiscard]] bool has(std::string_view key) const;
  // nullptr where it is missing.
  const YamlValue* find(std::string_view key);
  // Reports a key that is missing.
  const YamlValue* get(std::string_view key);

  Name name(std::string_view key);
  Name optional_name(std::string_view key);
  ObjectName object(std::string_view key);
  // What a table or index is called from then on.
  Name new_object_name(std::string_view key);
  ObjectName optional_object(std::string_view key);
  std::vector<Name> names(std::string_view key);
  std::vector<Name> optional_names(std::string_view key);
  std::string optional_text(std::string_view key);
  std::optional<bool> optional_flag(std::string_view key);
  bool flag(std::string_view key) { return optional_flag(key).value_or(false); }
  SqlText sql(std::string_view key);
  std::optional<SqlText> optional_sql(std::string_view key);
  // One of `words`; its place among them.
  std::optional<std::size_t> choice(std::string_view key, std::span<const std::string_view> words);

  // Reports the keys that were not asked for.
  void finish();

  const std::string& what() const noexcept { return what_; }
  std::size_t at() const noexcept { return mapping_.at; }
  Mistakes& mistakes() noexcept { return mistakes_; }

 private:
  const YamlValue& mapping_;
  std::string what_;
  Mistakes& mistakes_;
  std::vector<std::string_view> asked_;
};

// Single values. Each reports what is of the wrong kind.
[[nodiscard]] Name read_name(const YamlValue& value, std::string_view what, Mistakes& mistakes);
[[nodiscard]] std::vector<Name> read_names(const YamlValue& value, std::string_view what, Mistakes& mistakes);
[[nodiscard]] SqlText read_sql(const YamlValue& value, std::string_view what, Mistakes& mistakes);
[[nodiscard]] Literal read_literal(const YamlValue& value, std::string_view what, Mistakes& mistakes);
// Whether plain text is a number of YAML and SQL alike.
[[nodiscard]] bool is_number(std::string_view text) noexcept;

}  // namespace migrate::migc
