#pragma once

#include <string>
#include <string_view>

namespace migrate::core {

// A JSON string with its quotes. REQUIRES: the text is UTF-8.
[[nodiscard]] std::string json_string(std::string_view text);

}  // namespace migrate::core
