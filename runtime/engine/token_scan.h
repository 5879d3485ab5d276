#pragma once

// The scanning that the tokenizers share.

#include "engine/tokens.h"

namespace migrate::core {

// A word, a number, a line comment or a symbol. REQUIRES: offset < text.size().
[[nodiscard]] Token scan_plain_token(std::string_view text, std::size_t offset) noexcept;

// Text between two equal quotes in which a doubled quote stands for one. REQUIRES: text[open] is the quote.
[[nodiscard]] Token scan_string(std::string_view text, std::size_t open) noexcept;
[[nodiscard]] Token scan_quoted_name(std::string_view text, std::size_t open) noexcept;

}  // namespace migrate::core
