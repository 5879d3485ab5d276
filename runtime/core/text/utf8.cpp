#include "core/text/utf8.h"

#include <cstdint>
#include <cstring>

namespace migrate::core {

namespace {

// What the first byte of a character says about the rest of it: its length, and the range of the second byte,
// which is where overlong forms, surrogates and too large numbers show. Further bytes are 80 to BF.
struct Lead {
  std::uint8_t first;
  std::uint8_t last;
  std::uint8_t length;
  std::uint8_t second_first;
  std::uint8_t second_last;
};

constexpr Lead leads[] = {
    {0x00, 0x7f, 1, 0x00, 0x00}, {0xc2, 0xdf, 2, 0x80, 0xbf}, {0xe0, 0xe0, 3, 0xa0, 0xbf},
    {0xe1, 0xec, 3, 0x80, 0xbf}, {0xed, 0xed, 3, 0x80, 0x9f}, {0xee, 0xef, 3, 0x80, 0xbf},
    {0xf0, 0xf0, 4, 0x90, 0xbf}, {0xf1, 0xf3, 4, 0x80, 0xbf}, {0xf4, 0xf4, 4, 0x80, 0x8f},
};

bool is_between(char byte, std::uint8_t first, std::uint8_t last) {
  const auto value = static_cast<std::uint8_t>(byte);
  return first <= value && value <= last;
}

bool has_rest(std::string_view text, const Lead& lead) {
  if (text.size() < lead.length) return false;
  if (lead.length > 1 && !is_between(text[1], lead.second_first, lead.second_last)) return false;
  for (std::size_t i = 2; i < lead.length; ++i)
    if (!is_between(text[i], 0x80, 0xbf)) return false;
  return true;
}

// Revision files are mostly ASCII: eight bytes of it are passed over at a time.
std::size_t skip_ascii(std::string_view text, std::size_t offset) {
  for (std::uint64_t word; offset + sizeof word <= text.size(); offset += sizeof word) {
    std::memcpy(&word, text.data() + offset, sizeof word);
    if (word & 0x8080808080808080u) break;
  }
  while (offset < text.size() && is_between(text[offset], 0x00, 0x7f)) ++offset;
  return offset;
}

}  // namespace

std::size_t utf8_length(std::string_view text) noexcept {
  if (text.empty()) return 0;
  for (const Lead& lead : leads)
    if (is_between(text[0], lead.first, lead.last)) return has_rest(text, lead) ? lead.length : 0;
  return 0;
}

std::size_t find_invalid_utf8(std::string_view text) noexcept {
  for (std::size_t offset = skip_ascii(text, 0); offset < text.size(); offset = skip_ascii(text, offset)) {
    const std::size_t length = utf8_length(text.substr(offset));
    if (length == 0) return offset;
    offset += length;
  }
  return std::string_view::npos;
}

}  // namespace migrate::core
