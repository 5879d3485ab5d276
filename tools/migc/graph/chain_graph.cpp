#include "migc/graph/chain_graph.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "core/text/untrusted_text.h"

namespace migrate::migc {

ChainGraph graph_of(const Chain& chain) {
  ChainGraph graph(chain.size());
  const auto place = [&](RevisionIndex i) { return chain.size() - 1 - i; };
  for (const Revision revision : chain) {
    GraphNode& node = graph[place(revision.index())];
    node.id = revision.id();
    node.message = revision.message();
    for (const auto& label : revision.labels()) node.labels.emplace_back(label);
    for (const RevisionIndex parent : revision.parents()) node.parents.push_back(place(parent));
    for (const RevisionIndex needed : revision.dependencies()) node.dependencies.push_back(place(needed));
    if (revision.is_head()) node.marks.emplace_back("head");
  }
  return graph;
}

std::string caption_of(const GraphNode& node) {
  std::string caption = node.id;
  if (!node.labels.empty()) caption += fmt::format(" [{}]", fmt::join(node.labels, ", "));
  if (!node.message.empty()) caption += ' ' + core::shown(node.message);
  if (!node.marks.empty()) caption += fmt::format(" ({})", fmt::join(node.marks, ", "));
  return caption;
}

}  // namespace migrate::migc
