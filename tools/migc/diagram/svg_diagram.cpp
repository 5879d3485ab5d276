#include <fmt/format.h>

#include <algorithm>
#include <string_view>

#include "core/text/untrusted_text.h"
#include "migc/diagram/diagrams.h"
#include "migc/diagram/entity_layout.h"
#include "migc/graph/svg_text.h"

namespace migrate::migc {

namespace {

constexpr std::size_t box_margin = 10;
constexpr std::size_t base_line = 16;    // of a text in its row
constexpr std::size_t mark_columns = 3;  // before the name of a column
constexpr std::size_t gap_columns = 2;   // between name and type

constexpr std::string_view legend = "P primary key   F foreign key   ? may be NULL";

struct TableText {
  std::size_t name_columns = 0;
  std::size_t type_columns = 0;
};

std::string type_of(const EntityColumn& column) {
  return core::shown(column.type) + (column.is_required ? "" : "?");
}

std::string marks_of(const EntityColumn& column) {
  return fmt::format("{}{}", column.is_key ? "P" : " ", column.refers ? "F" : " ");
}

TableText text_of(const Entity& table) {
  TableText text;
  for (const EntityColumn& column : table.columns) {
    text.name_columns = std::max(text.name_columns, columns_of(core::shown(column.name)));
    text.type_columns = std::max(text.type_columns, columns_of(type_of(column)));
  }
  return text;
}

Box size_of(const Entity& table) {
  const TableText text = text_of(table);
  const std::size_t columns = std::max(columns_of(core::shown(table.name)),
                                       mark_columns + text.name_columns + gap_columns + text.type_columns);
  return {.width = 2 * box_margin + columns * svg_column_width,
          .height = table_row_height * (table.columns.size() + 1)};
}

std::string text_at(std::size_t x, std::size_t y, std::string_view text, std::string_view more = "") {
  return fmt::format("<text x=\"{}\" y=\"{}\"{}>{}</text>\n", x, y, more, svg_text(core::shown(text)));
}

std::string draw_table(const Entity& table, const Box& box) {
  const std::size_t name_x = box.x + box_margin + mark_columns * svg_column_width;
  const std::size_t type_x = name_x + (text_of(table).name_columns + gap_columns) * svg_column_width;
  std::string picture = fmt::format(
      "<rect x=\"{0}\" y=\"{1}\" width=\"{2}\" height=\"{3}\" fill=\"#fff\" stroke=\"#57606a\"/>\n"
      "<rect x=\"{0}\" y=\"{1}\" width=\"{2}\" height=\"{4}\" fill=\"#eaeef2\" stroke=\"#57606a\"/>\n",
      box.x, box.y, box.width, box.height, table_row_height);
  picture += text_at(box.x + box_margin, box.y + base_line, table.name, " font-weight=\"bold\"");
  std::size_t y = box.y + base_line;
  for (const EntityColumn& column : table.columns) {
    y += table_row_height;
    if (column.is_key || column.refers)
      picture += text_at(box.x + box_margin, y, marks_of(column), " fill=\"#57606a\"");
    picture += text_at(name_x, y, column.name);
    picture += text_at(type_x, y, type_of(column), " fill=\"#57606a\"");
  }
  return picture;
}

// The lines, and a triangle where they end.
std::string draw_bus(const Bus& bus, const Box& target, std::string_view color) {
  std::string path;
  for (const Segment& segment : bus.segments)
    path += fmt::format("M{} {}L{} {}", segment.x1, segment.y1, segment.x2, segment.y2);
  const std::size_t x = bus.comes_from_right ? target.x + target.width : target.x;
  const std::size_t y = target.y + target_port(bus.comes_from_right);
  const std::size_t base = bus.comes_from_right ? x + 8 : x - 8;
  return fmt::format(
      "<path d=\"{0}\" fill=\"none\" stroke=\"{1}\"/>\n<path d=\"M{2} {3}L{4} {5}L{4} {6}Z\" "
      "fill=\"{1}\"/>\n",
      path, color, x, y, base, y - 4, y + 4);
}

}  // namespace

std::string svg_diagram(const Entities& entities) {
  std::vector<Box> sizes;
  for (const Entity& table : entities.tables) sizes.push_back(size_of(table));
  const EntityLayout layout = lay_out(entities, std::move(sizes));
  std::string lines, tables;
  for (std::size_t i = 0; i < layout.buses.size(); ++i)
    lines += draw_bus(layout.buses[i], layout.boxes[layout.buses[i].target], svg_color(i));
  for (std::size_t i = 0; i < entities.tables.size(); ++i)
    tables += draw_table(entities.tables[i], layout.boxes[i]);
  constexpr std::size_t legend_margin = 24;
  const std::size_t width = std::max(layout.width, 2 * legend_margin + columns_of(legend) * svg_column_width);
  const std::size_t height = layout.height + table_row_height;
  return fmt::format(
      "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{0}\" height=\"{1}\" viewBox=\"0 0 {0} {1}\">\n"
      "<rect width=\"{0}\" height=\"{1}\" fill=\"#fff\"/>\n"
      "<g stroke-width=\"1.5\">\n{2}</g>\n"
      "<g font-family=\"{3}\" font-size=\"{4}\" fill=\"#1f2328\" "
      "xml:space=\"preserve\">\n{5}{6}</g>\n</svg>\n",
      width, height, lines, svg_font_family, svg_font_size, tables,
      text_at(legend_margin, height - legend_margin, legend, " fill=\"#57606a\""));
}

}  // namespace migrate::migc
