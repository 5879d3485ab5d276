#include <fmt/format.h>

#include <algorithm>

#include "migc/graph/lanes.h"
#include "migc/graph/pictures.h"
#include "migc/graph/svg_text.h"

namespace migrate::migc {

namespace {

constexpr std::size_t row_height = 24;
constexpr std::size_t lane_width = 18;
constexpr std::size_t margin = 16;
std::size_t x_of(std::size_t lane) {
  return margin + lane * lane_width;
}

std::size_t y_of(std::size_t row) {
  return margin + row * row_height;
}

std::string line(const LanePart& part, std::size_t row) {
  const std::size_t x1 = x_of(part.from), y1 = y_of(row), x2 = x_of(part.to), y2 = y_of(row + 1);
  const std::size_t middle = (y1 + y2) / 2;
  return fmt::format("<path d=\"M{} {}C{} {} {} {} {} {}\" stroke=\"{}\"/>\n", x1, y1, x1, middle, x2, middle,
                     x2, y2, svg_color(std::max(part.from, part.to)));
}

std::string circle(const LaneRow& row, std::size_t i, const GraphNode& node) {
  const bool is_applied = std::ranges::find(node.marks, "applied") != node.marks.end();
  return fmt::format("<circle cx=\"{}\" cy=\"{}\" r=\"5\" fill=\"{}\" stroke=\"{}\"/>\n", x_of(row.lane),
                     y_of(i), is_applied ? svg_color(row.lane) : "#fff", svg_color(row.lane));
}

}  // namespace

std::string svg_picture(const ChainGraph& graph) {
  const std::vector<LaneRow> rows = lay_out(graph);
  const std::size_t text_x = x_of(lane_count(rows));
  std::string lines, circles, texts;
  std::size_t columns = 0;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    for (const LanePart& part : rows[i].below) lines += line(part, i);
    circles += circle(rows[i], i, graph[i]);
    const std::string caption = caption_of(graph[i]);
    texts += fmt::format("<text x=\"{}\" y=\"{}\">{}</text>\n", text_x, y_of(i) + 4, svg_text(caption));
    columns = std::max(columns, columns_of(caption));
  }
  const std::size_t width = text_x + columns * svg_column_width + margin, height = y_of(rows.size());
  return fmt::format(
      "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{0}\" height=\"{1}\" viewBox=\"0 0 {0} {1}\">\n"
      "<rect width=\"{0}\" height=\"{1}\" fill=\"#fff\"/>\n"
      "<g fill=\"none\" stroke-width=\"2\">\n{2}</g>\n<g stroke-width=\"2\">\n{3}</g>\n"
      "<g font-family=\"{6}\" font-size=\"{5}\" fill=\"#1f2328\""
      " xml:space=\"preserve\">\n{4}</g>\n</svg>\n",
      width, height, lines, circles, texts, svg_font_size, svg_font_family);
}

}  // namespace migrate::migc
