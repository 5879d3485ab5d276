#include "migc/graph/pictures.h"

#include <gtest/gtest.h>

#include "migc/graph/lanes.h"

namespace migrate::migc {
namespace {

GraphNode node(const std::string& id, std::vector<std::size_t> parents, const std::string& message = "") {
  return {.id = id, .message = message, .parents = std::move(parents)};
}

TEST(TextPicture, DrawsALine) {
  EXPECT_EQ(text_picture({node("b", {1}, "add runs"), node("a", {})}), "*  b add runs\n*  a\n");
  EXPECT_EQ(text_picture({}), "");
}

TEST(TextPicture, DrawsABranchAndItsMerge) {
  EXPECT_EQ(text_picture({node("m", {1, 2}), node("b2", {3}), node("b1", {3}), node("a", {})}),
            "*    m\n"
            "|-.\n"
            "* |  b2\n"
            "| *  b1\n"
            "|-'\n"
            "*    a\n");
}

TEST(TextPicture, DrawsLinesThatPassOthers) {
  EXPECT_EQ(text_picture({node("c", {3}), node("b", {4}), node("d", {3}), node("a", {5}), node("z", {5}),
                          node("0", {})}),
            "*      c\n"
            "| *    b\n"
            "| | *  d\n"
            "|-+-'\n"
            "* |    a\n"
            "| *    z\n"
            "|-'\n"
            "*      0\n");
}

TEST(TextPicture, ShowsLabelsAndMarks) {
  GraphNode labelled = node("a", {}, "first\x1b[2J");
  labelled.labels = {"billing", "core"};
  labelled.marks = {"head", "locked"};
  EXPECT_EQ(text_picture({labelled}), "*  a [billing, core] first\\x1b[2J (head, locked)\n");
}

TEST(DotPicture, QuotesWhatItSays) {
  GraphNode needed = node("b", {1}, "say \"no\" \\");
  needed.dependencies = {1};
  EXPECT_EQ(dot_picture({needed, node("a", {})}),
            "digraph migrations {\n  rankdir=BT;\n  node [shape=box, fontname=\"monospace\"];\n"
            "  \"b\" [label=\"b say \\\"no\\\" \\\\\"];\n  \"a\" [label=\"a\"];\n"
            "  \"b\" -> \"a\";\n  \"b\" -> \"a\" [style=dashed];\n}\n");
}

TEST(MermaidPicture, EscapesWhatItSays) {
  EXPECT_EQ(mermaid_picture({node("b", {1}, "<b> & \"c\""), node("a", {})}),
            "flowchart BT\n  r0[\"b #60;b#62; #38; #34;c#34;\"]\n  r1[\"a\"]\n  r0 --> r1\n");
}

TEST(SvgPicture, IsWideEnoughForItsTextAndEscapesIt) {
  EXPECT_EQ(
      svg_picture({node("b", {1}, "<\xe8\xa1\xa8>"), node("a", {})}),
      "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"104\" height=\"64\" viewBox=\"0 0 104 64\">\n"
      "<rect width=\"104\" height=\"64\" fill=\"#fff\"/>\n"
      "<g fill=\"none\" stroke-width=\"2\">\n"
      "<path d=\"M16 16C16 28 16 28 16 40\" stroke=\"#0969da\"/>\n"
      "</g>\n<g stroke-width=\"2\">\n"
      "<circle cx=\"16\" cy=\"16\" r=\"5\" fill=\"#fff\" stroke=\"#0969da\"/>\n"
      "<circle cx=\"16\" cy=\"40\" r=\"5\" fill=\"#fff\" stroke=\"#0969da\"/>\n"
      "</g>\n<g font-family=\"ui-monospace, Menlo, Consolas, monospace\" font-size=\"13\" fill=\"#1f2328\""
      " xml:space=\"preserve\">\n"
      "<text x=\"34\" y=\"20\">b &lt;\xe8\xa1\xa8&gt;</text>\n"
      "<text x=\"34\" y=\"44\">a</text>\n"
      "</g>\n</svg>\n");
}

// On all graphs of five revisions: a revision stands where the line of a child leads, and no line that goes
// on passes through it.
TEST(Lanes, LeadToTheParents) {
  constexpr std::size_t size = 5;
  for (std::size_t bits = 0; bits < 1u << (size * (size - 1) / 2); ++bits) {
    ChainGraph graph;
    std::size_t bit = bits;
    for (std::size_t i = 0; i < size; ++i) {
      graph.push_back(node(std::to_string(i), {}));
      for (std::size_t parent = i + 1; parent < size; ++parent, bit /= 2)
        if (bit % 2 == 1) graph[i].parents.push_back(parent);
    }
    const std::vector<LaneRow> rows = lay_out(graph);
    for (std::size_t child = 0; child < size; ++child) {
      std::size_t met = 0;
      std::vector<std::size_t> lanes;
      for (const LanePart& part : rows[child].below)
        if (part.from == rows[child].lane) lanes.push_back(part.to);
      ASSERT_EQ(lanes.size(), graph[child].parents.size());
      for (const std::size_t parent : graph[child].parents)
        for (const std::size_t lane : lanes) {
          const auto passes = [&](std::size_t row) {
            for (const LanePart& part : rows[row].below)
              if (part.from == lane && part.to == lane && rows[row].lane != lane) return true;
            return false;
          };
          std::size_t row = child + 1;
          while (row < parent && passes(row)) ++row;
          if (row == parent && rows[parent].lane == lane) ++met;
        }
      ASSERT_EQ(met, graph[child].parents.size()) << "graph " << bits << ", revision " << child;
    }
  }
}

}  // namespace
}  // namespace migrate::migc
