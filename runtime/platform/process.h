#pragma once

// This process.

#include <cstdint>
#include <string>

namespace migrate::platform {

[[nodiscard]] std::uint64_t process_id() noexcept;
// Whose rights it has.
[[nodiscard]] std::uint64_t user_id() noexcept;

// As it was started, as name_of_program() has it.
[[nodiscard]] std::string program_name();

// The name in the first word of a command line: without its folder, and without ".exe" on Windows.
[[nodiscard]] std::string name_of_program(const std::string& word);

}  // namespace migrate::platform
