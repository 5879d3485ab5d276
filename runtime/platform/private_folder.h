#pragma once

// A folder for what only this process's user may write: another user could lay things there to be trusted.

#include <string>

namespace migrate::platform {

// Whether there is such a folder at this path. A symbolic link is none.
[[nodiscard]] bool is_private_folder(const std::string& path);

// The same, after it was made where it was missing, but not its parents.
[[nodiscard]] bool make_private_folder(const std::string& path);

}  // namespace migrate::platform
