#include "migc/diagram/diagrams.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <regex>
#include <set>

#include "migc/diagram/entity_layout.h"
#include "migc/graph/svg_text.h"

namespace migrate::migc {
namespace {

EntityColumn column(const std::string& name, const std::string& type, bool is_required = false) {
  return {.name = name, .type = type, .is_required = is_required};
}

Entities blog() {
  Entity users{.name = "users", .columns = {column("id", "INTEGER", true), column("e-mail", "VARCHAR(40)")}};
  users.columns[0].is_key = true;
  Entity posts{.name = "posts", .columns = {column("author", "INTEGER", true), column("<b>", "")}};
  posts.columns[0].refers = true;
  return {.tables = {users, posts},
          .links = {{.from = 1, .to = 0, .column = 0, .columns = "author", .is_required = true}}};
}

TEST(MermaidDiagram, SaysHowTablesRefer) {
  EXPECT_EQ(mermaid_diagram(blog()),
            "erDiagram\n"
            "  \"users\" {\n"
            "    INTEGER id PK\n"
            "    VARCHAR(40) e-mail\n"
            "  }\n"
            "  \"posts\" {\n"
            "    INTEGER author FK\n"
            "    any _b_ \"<b>\"\n"
            "  }\n"
            "  \"posts\" }o--|| \"users\" : \"author\"\n");
}

TEST(MermaidDiagram, SaysWhatItsWordsCannot) {
  EXPECT_EQ(mermaid_diagram({.tables = {{.name = "a \"b\"", .columns = {column("1st", "numeric(10,2)")}}}}),
            "erDiagram\n  \"a 'b'\" {\n    numeric(10_2) _1st \"1st numeric(10,2)\"\n  }\n");
}

TEST(SvgDiagram, DrawsTablesAndLines) {
  EXPECT_EQ(svg_diagram(blog()),
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"523\" height=\"168\""
            " viewBox=\"0 0 523 168\">\n"
            "<rect width=\"523\" height=\"168\" fill=\"#fff\"/>\n"
            "<g stroke-width=\"1.5\">\n"
            "<path d=\"M291 36L291 63M271 36L291 36M291 63L321 63\" fill=\"none\" stroke=\"#0969da\"/>\n"
            "<path d=\"M271 36L279 32L279 40Z\" fill=\"#0969da\"/>\n"
            "</g>\n"
            "<g font-family=\"ui-monospace, Menlo, Consolas, monospace\" font-size=\"13\" fill=\"#1f2328\""
            " xml:space=\"preserve\">\n"
            "<rect x=\"44\" y=\"24\" width=\"227\" height=\"72\" fill=\"#fff\" stroke=\"#57606a\"/>\n"
            "<rect x=\"44\" y=\"24\" width=\"227\" height=\"24\" fill=\"#eaeef2\" stroke=\"#57606a\"/>\n"
            "<text x=\"54\" y=\"40\" font-weight=\"bold\">users</text>\n"
            "<text x=\"54\" y=\"64\" fill=\"#57606a\">P </text>\n"
            "<text x=\"81\" y=\"64\">id</text>\n"
            "<text x=\"153\" y=\"64\" fill=\"#57606a\">INTEGER</text>\n"
            "<text x=\"81\" y=\"88\">e-mail</text>\n"
            "<text x=\"153\" y=\"88\" fill=\"#57606a\">VARCHAR(40)?</text>\n"
            "<rect x=\"321\" y=\"24\" width=\"182\" height=\"72\" fill=\"#fff\" stroke=\"#57606a\"/>\n"
            "<rect x=\"321\" y=\"24\" width=\"182\" height=\"24\" fill=\"#eaeef2\" stroke=\"#57606a\"/>\n"
            "<text x=\"331\" y=\"40\" font-weight=\"bold\">posts</text>\n"
            "<text x=\"331\" y=\"64\" fill=\"#57606a\"> F</text>\n"
            "<text x=\"358\" y=\"64\">author</text>\n"
            "<text x=\"430\" y=\"64\" fill=\"#57606a\">INTEGER</text>\n"
            "<text x=\"358\" y=\"88\">&lt;b&gt;</text>\n"
            "<text x=\"430\" y=\"88\" fill=\"#57606a\">?</text>\n"
            "<text x=\"24\" y=\"144\" fill=\"#57606a\">P primary key   F foreign key   ? may be NULL</text>\n"
            "</g>\n"
            "</svg>\n");
}

// What a person who looks at a picture sees.

struct SeenPicture {
  std::vector<Box> texts;
  std::size_t width = 0;
  std::size_t height = 0;
};

SeenPicture look_at(const std::string& svg) {
  SeenPicture picture;
  const std::regex size("<svg [^>]* width=\"(\\d+)\" height=\"(\\d+)\"");
  std::smatch found;
  if (std::regex_search(svg, found, size)) {
    picture.width = std::stoul(found[1]);
    picture.height = std::stoul(found[2]);
  }
  const std::regex text("<text x=\"(\\d+)\" y=\"(\\d+)\"[^>]*>([^<]*)</text>");
  for (std::sregex_iterator each(svg.begin(), svg.end(), text); each != std::sregex_iterator(); ++each)
    picture.texts.push_back({.x = std::stoul((*each)[1]),
                             .y = std::stoul((*each)[2]) - svg_font_size,
                             .width = columns_of((*each)[3].str()) * svg_column_width,
                             .height = svg_font_size + 4});
  return picture;
}

bool overlap(const Box& a, const Box& b) {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}

bool is_inside(const Box& a, const Box& b) {
  return a.x >= b.x && a.y >= b.y && a.x + a.width <= b.x + b.width && a.y + a.height <= b.y + b.height;
}

// Strictly: a line that ends at a side of the box does not cross it.
bool crosses(const Segment& line, const Box& box) {
  const auto [left, right] = std::minmax(line.x1, line.x2);
  const auto [top, bottom] = std::minmax(line.y1, line.y2);
  return left < box.x + box.width && right > box.x && top < box.y + box.height && bottom > box.y;
}

bool lie_on_each_other(const Segment& a, const Segment& b) {
  const bool are_horizontal = a.y1 == a.y2 && b.y1 == b.y2 && a.y1 == b.y1;
  const bool are_vertical = a.x1 == a.x2 && b.x1 == b.x2 && a.x1 == b.x1;
  const auto share = [](std::size_t from, std::size_t to, std::size_t other_from, std::size_t other_to) {
    return std::max(std::min(from, to), std::min(other_from, other_to)) <
           std::min(std::max(from, to), std::max(other_from, other_to));
  };
  return (are_horizontal && share(a.x1, a.x2, b.x1, b.x2)) || (are_vertical && share(a.y1, a.y2, b.y1, b.y2));
}

// References in circles and to the table itself among them, and each column refers once.
Entities random_entities(std::mt19937& random, std::size_t tables) {
  const auto below = [&](std::size_t end) { return static_cast<std::size_t>(random() % end); };
  Entities entities;
  for (std::size_t i = 0; i < tables; ++i) {
    Entity table{.name = std::string(1 + below(24), 't') + std::to_string(i)};
    for (std::size_t each = 0, count = 1 + below(12); each < count; ++each)
      table.columns.push_back(
          column(std::string(1 + below(20), 'c'), std::string(below(20), 'T'), below(2) == 0));
    entities.tables.push_back(table);
  }
  for (std::size_t from = 0; from < tables; ++from)
    for (std::size_t each = 0; each < entities.tables[from].columns.size(); ++each)
      if (below(6) == 0)
        entities.links.push_back({.from = from,
                                  .to = below(3) == 0 ? below(4) % tables : below(tables),
                                  .column = each,
                                  .columns = "c"});
  return entities;
}

void expect_readable(const Entities& entities) {
  const SeenPicture picture = look_at(svg_diagram(entities));
  for (std::size_t i = 0; i < picture.texts.size(); ++i) {
    EXPECT_TRUE(is_inside(picture.texts[i], {.width = picture.width, .height = picture.height}));
    for (std::size_t j = 0; j < i; ++j) EXPECT_FALSE(overlap(picture.texts[i], picture.texts[j]));
  }
}

// With the boxes as the picture has them.
EntityLayout layout_of(const Entities& entities) {
  std::vector<Box> sizes;
  for (const Entity& table : entities.tables)
    sizes.push_back({.width = 100 + 10 * (table.columns.size() % 5),
                     .height = table_row_height * (table.columns.size() + 1)});
  return lay_out(entities, sizes);
}

void expect_apart(const EntityLayout& layout) {
  for (std::size_t i = 0; i < layout.boxes.size(); ++i)
    for (std::size_t j = 0; j < i; ++j) EXPECT_FALSE(overlap(layout.boxes[i], layout.boxes[j]));
  for (const Bus& bus : layout.buses)
    for (const Segment& line : bus.segments)
      for (const Box& box : layout.boxes) EXPECT_FALSE(crosses(line, box));
}

void expect_lines_apart(const EntityLayout& layout) {
  for (std::size_t a = 0; a < layout.buses.size(); ++a)
    for (std::size_t b = 0; b < a; ++b)
      for (const Segment& line : layout.buses[a].segments)
        for (const Segment& other : layout.buses[b].segments) EXPECT_FALSE(lie_on_each_other(line, other));
}

// Every reference can be followed with a finger: each part of its bus touches another one.
void expect_connected(const Entities& entities, const EntityLayout& layout) {
  std::set<std::size_t> drawn;
  for (const Bus& bus : layout.buses) {
    for (const std::size_t link : bus.links) EXPECT_TRUE(drawn.insert(link).second);
    std::vector<Segment> left = bus.segments;
    std::vector<Segment> joined{left.back()};
    left.pop_back();
    const auto touches = [&](const Segment& line) {
      return std::ranges::any_of(joined, [&](const Segment& other) {
        return std::max(std::min(line.x1, line.x2), std::min(other.x1, other.x2)) <=
                   std::min(std::max(line.x1, line.x2), std::max(other.x1, other.x2)) &&
               std::max(std::min(line.y1, line.y2), std::min(other.y1, other.y2)) <=
                   std::min(std::max(line.y1, line.y2), std::max(other.y1, other.y2));
      });
    };
    for (auto next = std::ranges::find_if(left, touches); next != left.end();
         next = std::ranges::find_if(left, touches)) {
      joined.push_back(*next);
      left.erase(next);
    }
    EXPECT_TRUE(left.empty());
  }
  EXPECT_EQ(drawn.size(), entities.links.size());
}

TEST(SvgDiagram, OfManyTablesIsReadable) {
  std::mt19937 random(1);
  for (int round = 0; round < 20; ++round) {
    const Entities entities = random_entities(random, 1 + random() % 60);
    expect_readable(entities);
    const EntityLayout layout = layout_of(entities);
    expect_apart(layout);
    expect_lines_apart(layout);
    expect_connected(entities, layout);
    ASSERT_FALSE(HasFailure()) << "round " << round;
  }
}

}  // namespace
}  // namespace migrate::migc
