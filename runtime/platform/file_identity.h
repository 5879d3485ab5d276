#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>

namespace migrate::platform {

// Device, inode, size, and nanoseconds of modification and status change. A program can set the time of
// modification, but not that of the last status change.
using FileIdentity = std::array<std::uint64_t, 5>;

// Of the file, or of the one that a symbolic link leads to; nothing when it is missing.
[[nodiscard]] std::optional<FileIdentity> identify_file(const std::string& path) noexcept;

}  // namespace migrate::platform
