#include "core/text/concat.h"

namespace migrate::core {

std::string concat(std::initializer_list<std::string_view> pieces) {
  std::string text;
  append(text, pieces);
  return text;
}

void append(std::string& text, std::initializer_list<std::string_view> pieces) {
  std::size_t size = text.size();
  for (const std::string_view piece : pieces) size += piece.size();
  text.reserve(size);
  for (const std::string_view piece : pieces) text += piece;
}

}  // namespace migrate::core
