#pragma once

// Text in SVG pictures, which are written without knowing the font that they will be shown in.

#include <cstddef>
#include <string>
#include <string_view>

namespace migrate::migc {

inline constexpr std::string_view svg_font_family = "ui-monospace, Menlo, Consolas, monospace";
inline constexpr std::size_t svg_font_size = 13;
// At least what a character of the largest usual monospaced font takes at this size.
inline constexpr std::size_t svg_column_width = 9;

[[nodiscard]] std::string svg_text(std::string_view text);

// East Asian characters and emoji take two columns.
[[nodiscard]] std::size_t columns_of(std::string_view text);

// Of the n-th of things that are told apart by colour.
[[nodiscard]] std::string_view svg_color(std::size_t n);

}  // namespace migrate::migc
