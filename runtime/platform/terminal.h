#pragma once

// Whether a standard stream is a terminal, and how wide that is.

#include <cstddef>
#include <cstdint>

namespace migrate::platform {

enum class Stream : std::uint8_t { in, out, err };

[[nodiscard]] bool is_terminal(Stream stream);

// 0: the stream is no terminal, or the terminal does not tell.
[[nodiscard]] std::size_t terminal_columns(Stream stream);

}  // namespace migrate::platform
