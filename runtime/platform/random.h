#pragma once

#include <span>
#include <system_error>

namespace migrate::platform {

// Fills up to 256 bytes from the system's random source.
[[nodiscard]] std::error_code fill_with_random(std::span<unsigned char> bytes) noexcept;

}  // namespace migrate::platform
