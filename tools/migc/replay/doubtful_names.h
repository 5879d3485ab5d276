#pragma once

// What a wrong revision would have made or changed. The revisions after it that mention those things cannot
// be judged, and their mistakes might only follow from the first; all others can, so that one run reports
// what is wrong with them, too.

#include <string>
#include <string_view>
#include <vector>

#include "migc/operations/yaml_value.h"
#include "migrate/dialect.h"

namespace migrate::migc {

class DoubtfulNames {
 public:
  [[nodiscard]] bool empty() const noexcept { return names_.empty() && !all_; }
  // Whether the text of a revision has one of the names in it.
  [[nodiscard]] bool are_in(std::string_view text) const;

  // The operations of a list.
  void add(const YamlValue& operations);
  void add_sql(Dialect dialect, std::string_view statement);
  void add_all() noexcept { all_ = true; }

 private:
  void add_operation(const YamlEntry& operation);
  void add_name(const YamlValue* name);

  std::vector<std::string> names_;  // in small letters
  bool all_ = false;
};

}  // namespace migrate::migc
