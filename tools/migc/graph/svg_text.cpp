#include "migc/graph/svg_text.h"

#include <array>

#include "core/text/untrusted_text.h"

namespace migrate::migc {

namespace {

constexpr std::array<std::string_view, 6> svg_colors{"#0969da", "#1a7f37", "#9a6700",
                                                     "#8250df", "#cf222e", "#57606a"};

}  // namespace

std::string svg_text(std::string_view text) {
  std::string result;
  for (const char c : text) {
    switch (c) {
      case '&':
        result += "&amp;";
        break;
      case '<':
        result += "&lt;";
        break;
      case '>':
        result += "&gt;";
        break;
      default:
        result += c;
    }
  }
  return result;
}

std::size_t columns_of(std::string_view text) {
  constexpr char32_t first_wide = 0x1100;
  std::size_t columns = 0;
  while (!text.empty()) columns += core::take_character(text).value >= first_wide ? 2 : 1;
  return columns;
}

std::string_view svg_color(std::size_t n) {
  return svg_colors[n % svg_colors.size()];
}

}  // namespace migrate::migc
