#pragma once

// UTF-8 as RFC 3629 has it: no overlong forms, no surrogates, nothing above U+10FFFF.

#include <cstddef>
#include <string_view>

namespace migrate::core {

// The number of bytes of the character that the text begins with; 0 where it begins with none.
[[nodiscard]] std::size_t utf8_length(std::string_view text) noexcept;

// The offset of the first byte that is part of no character; npos when the text is valid.
[[nodiscard]] std::size_t find_invalid_utf8(std::string_view text) noexcept;

}  // namespace migrate::core
