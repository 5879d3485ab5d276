#pragma once

// Commands in messages, so that they can be copied into a shell unchanged.

#include <string>
#include <string_view>

namespace migrate::migc {

// "migc --dir DIR COMMAND"
[[nodiscard]] std::string migc_call(std::string_view dir, std::string_view command);

}  // namespace migrate::migc
