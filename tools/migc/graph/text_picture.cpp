#include <fmt/format.h>

#include <algorithm>

#include "migc/graph/lanes.h"
#include "migc/graph/pictures.h"

namespace migrate::migc {

namespace {

constexpr std::size_t lane_columns = 2;

// The lanes that lead into the row.
std::string line_of(const LaneRow& row, const std::vector<LanePart>& above, std::size_t lanes) {
  std::string line(lanes * lane_columns, ' ');
  for (const LanePart& part : above) line[part.to * lane_columns] = '|';
  line[row.lane * lane_columns] = '*';
  return line;
}

bool is_straight(const LanePart& part) {
  return part.from == part.to;
}

// Where lines leave a lane and join another one; empty where all go straight down.
//
//     |-.      a second parent
//     |-'      the last revision of a branch, whose parent is in the lane to the left
//     |-+-'    the same past another lane
std::string join_below(const LaneRow& row, std::size_t lanes) {
  if (std::ranges::all_of(row.below, is_straight)) return {};
  std::string line(lanes * lane_columns, ' ');
  for (const LanePart& part : row.below) {
    if (is_straight(part)) continue;
    const auto [left, right] = std::minmax(part.from, part.to);
    std::fill(line.begin() + static_cast<std::ptrdiff_t>(left * lane_columns),
              line.begin() + static_cast<std::ptrdiff_t>(right * lane_columns + 1), '-');
  }
  for (const LanePart& part : row.below) {
    if (is_straight(part)) continue;
    line[part.to * lane_columns] = '.';
    line[part.from * lane_columns] = '\'';
  }
  for (const LanePart& part : row.below) {
    char& place = line[part.to * lane_columns];
    if (is_straight(part)) place = place == '-' ? '+' : '|';
  }
  return line;
}

std::string trimmed(std::string line) {
  line.erase(line.find_last_not_of(' ') + 1);
  return line + '\n';
}

}  // namespace

std::string text_picture(const ChainGraph& graph) {
  const std::vector<LaneRow> rows = lay_out(graph);
  const std::size_t lanes = lane_count(rows);
  std::string picture;
  std::vector<LanePart> above;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    picture += trimmed(line_of(rows[i], above, lanes) + ' ' + caption_of(graph[i]));
    if (const std::string join = join_below(rows[i], lanes); !join.empty()) picture += trimmed(join);
    above = rows[i].below;
  }
  return picture;
}

}  // namespace migrate::migc
