#pragma once

// A downgrade as the history keeps it: a JSON array of {"sql":"..."} and {"call":"..."}.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace migrate::core {

struct StoredItem {
  bool is_call;
  std::string text;
};

// Nothing when the text is not such an array.
[[nodiscard]] std::optional<std::vector<StoredItem>> parse_stored_script(std::string_view json);

}  // namespace migrate::core
