#pragma once

// Pictures of a chain, the newest revision on top.

#include <string>

#include "migc/graph/chain_graph.h"

namespace migrate::migc {

// For a terminal.
[[nodiscard]] std::string text_picture(const ChainGraph& graph);
// Graphviz's language.
[[nodiscard]] std::string dot_picture(const ChainGraph& graph);
// Mermaid's, which Markdown pages show.
[[nodiscard]] std::string mermaid_picture(const ChainGraph& graph);
// For a browser, by itself.
[[nodiscard]] std::string svg_picture(const ChainGraph& graph);

}  // namespace migrate::migc
