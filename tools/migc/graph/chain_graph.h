#pragma once

// A chain as a picture of it needs it: its revisions from the newest to the oldest, each before its parents.

#include <cstddef>
#include <string>
#include <vector>

#include "migrate/chain.h"

namespace migrate::migc {

struct GraphNode {
  std::string id;
  std::string message;
  std::vector<std::string> labels = {};
  std::vector<std::string> marks = {};    // "head", "applied", "locked"
  std::vector<std::size_t> parents = {};  // places in ChainGraph
  std::vector<std::size_t> dependencies = {};
};

using ChainGraph = std::vector<GraphNode>;

// Without marks but for the heads.
[[nodiscard]] ChainGraph graph_of(const Chain& chain);

// The id with labels, message and marks, in one line.
[[nodiscard]] std::string caption_of(const GraphNode& node);

}  // namespace migrate::migc
