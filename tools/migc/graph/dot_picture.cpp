#include <fmt/format.h>

#include "migc/graph/pictures.h"

namespace migrate::migc {

namespace {

std::string quoted(std::string_view text) {
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
    picture += fmt::format("  {} [label={}];\n", quoted(node.id), quoted(caption_of(node)));
  for (const GraphNode& node : graph) {
    for (const std::size_t parent : node.parents)
      picture += fmt::format("  {} -> {};\n", quoted(node.id), quoted(graph[parent].id));
    for (const std::size_t needed : node.dependencies)
      picture += fmt::format("  {} -> {} [style=dashed];\n", quoted(node.id), quoted(graph[needed].id));
  }
  return picture + "}\n";
}

}  // namespace migrate::migc
