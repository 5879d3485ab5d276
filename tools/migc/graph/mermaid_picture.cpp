#include <fmt/format.h>

#include "migc/graph/pictures.h"

namespace migrate::migc {

namespace {

// Mermaid has HTML in its labels, and its own words for characters.
std::string label_of(const GraphNode& node) {
  std::string label;
  for (const char c : caption_of(node)) {
    const bool is_special = c == '"' || c == '#' || c == '&' || c == '<' || c == '>' || c == '`';
    label += is_special ? fmt::format("#{};", static_cast<int>(c)) : std::string(1, c);
  }
  return label;
}

}  // namespace

std::string mermaid_picture(const ChainGraph& graph) {
  std::string picture = "flowchart BT\n";
  for (std::size_t i = 0; i < graph.size(); ++i)
    picture += fmt::format("  r{}[\"{}\"]\n", i, label_of(graph[i]));
  for (std::size_t i = 0; i < graph.size(); ++i) {
    for (const std::size_t parent : graph[i].parents) picture += fmt::format("  r{} --> r{}\n", i, parent);
    for (const std::size_t needed : graph[i].dependencies)
      picture += fmt::format("  r{} -.-> r{}\n", i, needed);
  }
  return picture;
}

}  // namespace migrate::migc
