#pragma once

// Cycles in a graph whose nodes are numbered in file order, by the procedure of docs/chain-check.md
// ("Chain"), so that migc and CMake name the same ones.

#include <cstdint>
#include <span>
#include <vector>

namespace migrate::migc {

using Node = std::uint32_t;
// needs[n]: the nodes that n needs, in the order written.
using Needs = std::vector<std::vector<Node>>;

// Each cycle once, from its smallest node, in the direction of `needs`.
[[nodiscard]] std::vector<std::vector<Node>> find_cycles(const Needs& needs);

}  // namespace migrate::migc
