#include <fmt/format.h>

#include "migc/graph/pictures.h"

namespace migrate::migc {

namespace {

std::string dot_text(std::string_view text) {
  std::string result = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') result += '\\';
    result += c;
  }
  return result + '"';
}

}  // namespace

std::string dot_picture(const ChainGraph& graph) {
  std::string picture = "digraph migrations {\n  rankdir=BT;\n  node [shape=box, fontname=\"monospace\"];\n";
  for (const GraphNode& node : graph)
    picture += fmt::format("  {} [label={}];\n", dot_text(node.id), dot_text(caption_of(node)));
  for (const GraphNode& node : graph) {
    for (const std::size_t parent : node.parents)
      picture += fmt::format("  {} -> {};\n", dot_text(node.id), dot_text(graph[parent].id));
    for (const std::size_t needed : node.dependencies)
      picture += fmt::format("  {} -> {} [style=dashed];\n", dot_text(node.id), dot_text(graph[needed].id));
  }
  return picture + "}\n";
}

}  // namespace migrate::migc
