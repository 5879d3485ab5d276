#pragma once

// Where the tables of a diagram and the lines between them lie. Tables stand in columns, each to the right of
// those that it refers to; a layer of many tables is several columns. What refers to one table shares one
// line to it, a bus. Lines run in the gutters between the columns, each bus in a track of its own, and
// through the places that a column leaves free for them. So no line crosses a table, and two lines meet only
// at a right angle.
//
//     +-------+         +--------+
//     | users |<--+-----| posts  |
//     +-------+   |     +--------+
//                 |     +--------+
//                 +-----| orders |
//                       +--------+

#include <cstddef>
#include <vector>

#include "migc/catalogue/entities.h"

namespace migrate::migc {

struct Box {
  std::size_t x = 0;
  std::size_t y = 0;
  std::size_t width = 0;
  std::size_t height = 0;
};

// Horizontal or vertical.
struct Segment {
  std::size_t x1;
  std::size_t y1;
  std::size_t x2;
  std::size_t y2;
};

struct Bus {
  std::size_t target;  // a place in Entities::tables
  bool comes_from_right = true;
  std::vector<std::size_t> links = {};  // places in Entities::links
  std::vector<Segment> segments = {};
};

struct EntityLayout {
  std::vector<Box> boxes = {};  // of the tables
  std::vector<Bus> buses = {};
  std::size_t width = 0;
  std::size_t height = 0;
};

inline constexpr std::size_t table_row_height = 24;  // of the name and of each column

// Where a bus ends, below the top of its target.
[[nodiscard]] constexpr std::size_t target_port(bool comes_from_right) {
  return comes_from_right ? 12 : 9;
}

// `sizes`: width and height of each table; heights are multiples of 8.
[[nodiscard]] EntityLayout lay_out(const Entities& entities, std::vector<Box> sizes);

}  // namespace migrate::migc
