#pragma once

// Gives a finished file its name in one step: a reader sees the file before or after, never a part of it.
// Both names must be in one file system.

#include <string>
#include <system_error>

namespace migrate::platform {

// Replaces `to` where it exists.
[[nodiscard]] std::error_code rename_over(const std::string& from, const std::string& to) noexcept;

// Fails with std::errc::file_exists where `to` exists, even as a link to nothing.
[[nodiscard]] std::error_code rename_to_new(const std::string& from, const std::string& to) noexcept;

}  // namespace migrate::platform
