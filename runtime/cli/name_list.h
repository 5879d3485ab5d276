#pragma once

// Names as they are typed into one word: "a,b".

#include <string>
#include <string_view>
#include <vector>

namespace migrate::cli {

// Without the empty ones: so an empty text is no name.
[[nodiscard]] std::vector<std::string> split_names(std::string_view list);

}  // namespace migrate::cli
