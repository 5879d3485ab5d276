#include "core/json.h"

namespace migrate::core {

namespace {

void append_escaped(std::string& out, char byte) {
  constexpr char digits[] = "0123456789abcdef";
  switch (byte) {
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
  const auto value = static_cast<unsigned char>(byte);
  if (value >= 32) {
    out += byte;
  } else {
    out += "\\u00";
    out += digits[value >> 4];
    out += digits[value & 15];
  }
}

}  // namespace

std::string json_string(std::string_view text) {
  std::string json = "\"";
  for (const char byte : text) append_escaped(json, byte);
  return json += '"';
}

}  // namespace migrate::core
