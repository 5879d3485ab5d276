#pragma once

#include <optional>
#include <string>

namespace migrate::platform {

// The value of an environment variable in UTF-8; nothing when it is not set.
[[nodiscard]] std::optional<std::string> environment_variable(const std::string& name);
// Of this process. Nothing: not set, which is the same as empty on Windows.
void set_environment_variable(const std::string& name, const std::optional<std::string>& value);

}  // namespace migrate::platform
