#include "core/text/json.h"

#include "core/text/untrusted_text.h"

namespace migrate::core {

namespace {

constexpr std::string_view replacement = "\\ufffd";
constexpr char32_t first_printable = 32;

void append_code(std::string& out, char32_t value) {
  constexpr char digits[] = "0123456789abcdef";
  out += "\\u00";
  out += digits[value >> 4];
  out += digits[value & 15];
}

void append_escaped(std::string& out, const Character& character) {
  switch (character.value) {
    case '"':
      out += "\\\"";
      return;
    case '\\':
      out += "\\\\";
      return;
    case '\n':
      out += "\\n";
      return;
    case '\r':
      out += "\\r";
      return;
    case '\t':
      out += "\\t";
      return;
    default:
      break;
  }
  if (!character.is_valid)
    out += replacement;
  else if (character.value < first_printable)
    append_code(out, character.value);
  else
    out += character.bytes;
}

}  // namespace

std::string json_string(std::string_view text) {
  std::string json = "\"";
  while (!text.empty()) append_escaped(json, take_character(text));
  return json += '"';
}

}  // namespace migrate::core
