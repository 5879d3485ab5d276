#include "core/text/untrusted_text.h"

#include "core/text/utf8.h"

namespace migrate::core {

namespace {

void append_hex(std::string& out, char32_t value, int digits) {
  constexpr char all[] = "0123456789abcdef";
  while (--digits >= 0) out += all[value >> (4 * digits) & 15];
}

void append_visibly(std::string& out, const Character& character) {
  if (character.value == '\n') {
    out += "\\n";
  } else if (character.value == '\t') {
    out += "\\t";
  } else if (!character.is_valid || character.value < 0x80) {
    out += "\\x";
    append_hex(out, character.value, 2);
  } else {
    out += "\\u{";
    append_hex(out, character.value, 4);
    out += '}';
  }
}

std::string escaped(std::string_view text, std::string_view kept) {
  std::string out;
  while (!text.empty()) {
    const Character character = take_character(text);
    const bool is_plain = character.is_valid && !is_control(character.value);
    if (is_plain || kept.find(character.bytes) != std::string_view::npos)
      out += character.bytes;
    else
      append_visibly(out, character);
  }
  return out;
}

}  // namespace

std::string shown(std::string_view text) {
  return escaped(text, {});
}

std::string shown_lines(std::string_view text) {
  return escaped(text, "\n\t");
}

bool is_control(char32_t character) noexcept {
  const auto is_between = [character](char32_t first, char32_t last) {
    return first <= character && character <= last;
  };
  return character < 0x20 || is_between(0x7f, 0x9f) || character == 0x61c || is_between(0x200e, 0x200f) ||
         is_between(0x2028, 0x202e) || is_between(0x2066, 0x2069);
}

Character take_character(std::string_view& text) noexcept {
  const std::size_t length = utf8_length(text);
  const std::string_view bytes = text.substr(0, length == 0 ? 1 : length);
  text.remove_prefix(bytes.size());
  const auto lead = static_cast<unsigned char>(bytes[0]);
  if (length <= 1) return {bytes, lead, length == 1};
  char32_t value = lead & (0x7fU >> length);
  for (const char byte : bytes.substr(1)) value = value << 6U | (static_cast<unsigned char>(byte) & 0x3fU);
  return {bytes, value, true};
}

}  // namespace migrate::core
