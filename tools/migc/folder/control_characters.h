#pragma once

// What the texts of a header must not hold: they are shown to people, line by line.

#include <string_view>

#include "core/text/untrusted_text.h"

namespace migrate::migc {

// Whether a character acts instead of being seen. A tab does no harm.
[[nodiscard]] inline bool has_control(std::string_view text) noexcept {
  while (!text.empty()) {
    const char32_t character = core::take_character(text).value;
    if (character != '\t' && core::is_control(character)) return true;
  }
  return false;
}

}  // namespace migrate::migc
