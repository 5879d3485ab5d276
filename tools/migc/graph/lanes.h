#pragma once

// Where the revisions of a chain and the lines between them lie: a row for each revision, and lanes beside
// each other for the lines that pass it. A revision stands in the lane of its first child, and what joins or
// leaves a lane does so between two rows. So no line crosses a revision, and the text to the right of all
// lanes crosses nothing.
//
//     lane 0  1
//          *        row 0: a merge
//          |  *     row 1
//          *  |     row 2
//          *        row 3: lane 1 joins lane 0 above it

#include <cstddef>
#include <vector>

#include "migc/graph/chain_graph.h"

namespace migrate::migc {

// A line from the row of a revision to the next row.
struct LanePart {
  std::size_t from;
  std::size_t to;

  auto operator<=>(const LanePart&) const = default;  // NOLINT(modernize-use-nullptr): not a pointer
};

struct LaneRow {
  std::size_t lane;                  // of the revision
  std::vector<LanePart> below = {};  // to the next row
};

// A row for each node, in their order.
[[nodiscard]] std::vector<LaneRow> lay_out(const ChainGraph& graph);

[[nodiscard]] std::size_t lane_count(const std::vector<LaneRow>& rows);

}  // namespace migrate::migc
