#include "engine/characters.h"

#include <algorithm>

namespace migrate::core {

namespace {

char lower(char c) noexcept {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

}  // namespace

std::string to_lower(std::string_view text) {
  std::string lowered(text);
  for (char& c : lowered) c = lower(c);
  return lowered;
}

bool equal_ignoring_case(std::string_view a, std::string_view b) noexcept {
  return a.size() == b.size() &&
         std::equal(a.begin(), a.end(), b.begin(), [](char x, char y) { return lower(x) == lower(y); });
}

std::size_t end_of_line(std::string_view text, std::size_t offset) noexcept {
  return std::min(text.find('\n', offset), text.size());
}

bool starts_line(std::string_view text, std::size_t offset) noexcept {
  return offset == 0 || text[offset - 1] == '\n';
}

}  // namespace migrate::core
