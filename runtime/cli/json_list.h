#pragma once

#include <string>

#include "core/text/json.h"

namespace migrate::cli {

// A JSON array of strings.
template <typename Texts>
[[nodiscard]] std::string json_strings(const Texts& texts) {
  std::string list;
  for (const auto& text : texts) list += (list.empty() ? "" : ",") + core::json_string(text);
  return '[' + list + ']';
}

}  // namespace migrate::cli
