#pragma once

// This process.

#include <cstdint>
#include <string>

namespace migrate::platform {

[[nodiscard]] std::uint64_t process_id() noexcept;
// Whose rights it has.
[[nodiscard]] std::uint64_t user_id() noexcept;

// As it was started, without its folder.
[[nodiscard]] std::string program_name();

}  // namespace migrate::platform
