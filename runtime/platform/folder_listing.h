#pragma once

// The names in a folder. The iterators of the standard library end the process where memory runs out while
// they go on: in libstdc++ that step is noexcept, and allocates.

#include <string>
#include <system_error>
#include <vector>

namespace migrate::platform {

// In no order, without "." and "..". Half a listing could be half a chain, so an error leaves nothing.
[[nodiscard]] std::vector<std::string> list_folder(const std::string& path, std::error_code& error);

}  // namespace migrate::platform
