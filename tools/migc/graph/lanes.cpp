#include "migc/graph/lanes.h"

#include <algorithm>
#include <optional>

namespace migrate::migc {

namespace {

// The revision that the line of each lane leads to; none: the lane is free.
using Lanes = std::vector<std::optional<std::size_t>>;

std::size_t find_lane(Lanes& lanes, std::optional<std::size_t> node) {
  return static_cast<std::size_t>(std::ranges::find(lanes, node) - lanes.begin());
}

// The lane that leads to the node, or a free one that does so from now on.
std::size_t take_lane_to(Lanes& lanes, std::size_t node) {
  std::size_t lane = find_lane(lanes, node);
  if (lane == lanes.size()) lane = find_lane(lanes, std::nullopt);
  if (lane == lanes.size()) lanes.emplace_back();
  lanes[lane] = node;
  return lane;
}

}  // namespace

std::vector<LaneRow> lay_out(const ChainGraph& graph) {
  std::vector<LaneRow> rows;
  Lanes lanes;
  for (std::size_t node = 0; node < graph.size(); ++node) {
    const std::size_t own = take_lane_to(lanes, node);
    LaneRow row{own};
    for (std::size_t lane = 0; lane < lanes.size(); ++lane)
      if (lane != own && lanes[lane]) row.below.push_back({lane, lane});
    lanes[own] = std::nullopt;
    for (const std::size_t parent : graph[node].parents) {
      if (find_lane(lanes, parent) == lanes.size() && !lanes[own]) lanes[own] = parent;
      row.below.push_back({own, take_lane_to(lanes, parent)});
    }
    std::ranges::sort(row.below);
    rows.push_back(std::move(row));
  }
  return rows;
}

std::size_t lane_count(const std::vector<LaneRow>& rows) {
  std::size_t count = 0;
  for (const LaneRow& row : rows) {
    count = std::max(count, row.lane + 1);
    for (const LanePart& part : row.below) count = std::max({count, part.from + 1, part.to + 1});
  }
  return count;
}

}  // namespace migrate::migc
