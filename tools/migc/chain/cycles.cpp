#include "migc/chain/cycles.h"

#include <algorithm>
#include <utility>

namespace migrate::migc {

namespace {

class CycleFinder {
 public:
  explicit CycleFinder(const Needs& needs);

  std::vector<std::vector<Node>> find();

 private:
  void take_away(std::vector<Node> nodes);
  std::vector<Node> walk_into_cycle(Node start);
  Node first_remaining_need(Node node);

  const Needs& needs_;
  Needs needed_by_;
  std::vector<std::size_t> open_needs_;  // how many needs of a node remain
  std::vector<std::size_t> first_need_;  // needs before this place are gone
  std::vector<bool> remains_;
  std::vector<Node> walked_at_;  // the place of a node in the present walk, counted from 1
};

CycleFinder::CycleFinder(const Needs& needs)
    : needs_(needs),
      needed_by_(needs.size()),
      open_needs_(needs.size()),
      first_need_(needs.size()),
      remains_(needs.size(), true),
      walked_at_(needs.size()) {
  for (Node node = 0; node < needs.size(); ++node) {
    open_needs_[node] = needs[node].size();
    for (const Node need : needs[node]) needed_by_[need].push_back(node);
  }
}

// Takes these nodes away, and then every other one that needs no remaining node.
void CycleFinder::take_away(std::vector<Node> nodes) {
  for (const Node node : nodes) remains_[node] = false;
  while (!nodes.empty()) {
    const Node gone = nodes.back();
    nodes.pop_back();
    for (const Node node : needed_by_[gone]) {
      if (--open_needs_[node] > 0 || !remains_[node]) continue;
      remains_[node] = false;
      nodes.push_back(node);
    }
  }
}

// REQUIRES: one remains, which is so for every node that itself remains.
Node CycleFinder::first_remaining_need(Node node) {
  std::size_t& place = first_need_[node];
  while (!remains_[needs_[node][place]]) ++place;
  return needs_[node][place];
}

std::vector<Node> CycleFinder::walk_into_cycle(Node start) {
  std::vector<Node> path;
  Node node = start;
  for (; walked_at_[node] == 0; node = first_remaining_need(node)) {
    path.push_back(node);
    walked_at_[node] = static_cast<Node>(path.size());
  }
  const auto first = static_cast<std::ptrdiff_t>(walked_at_[node]) - 1;
  for (const Node walked : path) walked_at_[walked] = 0;
  path.erase(path.begin(), path.begin() + first);
  return path;
}

std::vector<std::vector<Node>> CycleFinder::find() {
  std::vector<Node> free;
  for (Node node = 0; node < needs_.size(); ++node)
    if (open_needs_[node] == 0) free.push_back(node);
  take_away(std::move(free));

  std::vector<std::vector<Node>> cycles;
  for (Node start = 0; start < needs_.size(); ++start)
    while (remains_[start]) {
      std::vector<Node> cycle = walk_into_cycle(start);
      std::rotate(cycle.begin(), std::min_element(cycle.begin(), cycle.end()), cycle.end());
      take_away(cycle);
      cycles.push_back(std::move(cycle));
    }
  return cycles;
}

}  // namespace

std::vector<std::vector<Node>> find_cycles(const Needs& needs) {
  return CycleFinder(needs).find();
}

}  // namespace migrate::migc
