#include "migc/emit/c_literal.h"

#include <algorithm>

namespace migrate::migc {

namespace {

constexpr std::size_t longest_piece = 4000;

void append_escaped(std::string& out, char byte) {
  const auto value = static_cast<unsigned char>(byte);
  if (byte == '\n') {
    out += "\\n";
  } else if (byte == '"' || byte == '\\' || byte == '?') {
    (out += '\\') += byte;
  } else if (value >= 32 && value < 127) {
    out += byte;
  } else {
    out += '\\';
    for (const int shift : {6, 3, 0}) out += static_cast<char>('0' + ((value >> shift) & 7));
  }
}

std::size_t first_piece(std::string_view text) {
  const std::size_t line_end = text.find('\n');
  const std::size_t line = line_end == std::string_view::npos ? text.size() : line_end + 1;
  return std::min(line, longest_piece);
}

}  // namespace

std::string c_literal(std::string_view text) {
  std::string literal = "\"";
  literal.reserve(text.size() + 2);
  for (const char byte : text) append_escaped(literal, byte);
  return literal += '"';
}

std::string c_character(char byte) {
  std::string literal = "'";
  if (byte == '\'')
    literal += "\\'";
  else
    append_escaped(literal, byte);
  return literal += '\'';
}

std::string c_literal_lines(std::string_view text, std::string_view indent) {
  std::string lines;
  while (!text.empty()) {
    const std::size_t size = first_piece(text);
    lines += indent;
    lines += c_literal(text.substr(0, size));
    lines += '\n';
    text.remove_prefix(size);
  }
  return lines;
}

}  // namespace migrate::migc
