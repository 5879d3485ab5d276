#include "migc/diagram/entity_layout.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>
#include <utility>

namespace migrate::migc {

namespace {

constexpr std::size_t picture_margin = 24;
constexpr std::size_t gap_between_boxes = 24;
constexpr std::size_t height_of_passage = 16;
constexpr std::size_t gap_beside_tracks = 20;
constexpr std::size_t track_distance = 10;

// Lines that leave or enter at the same place of two columns would lie on each other. Boxes and passages
// begin at multiples of 8, and each kind of line has another remainder: 7 and 2, 5 and 3, and those of
// target_port(), 4 and 1.
constexpr std::size_t row_port(bool is_left_side) {
  return is_left_side ? 15 : 18;
}
constexpr std::size_t passage_port(std::size_t column) {
  return column % 2 == 0 ? 13 : 11;
}

// What stands in a column: a table, or free space through which a bus passes.
struct Slot {
  std::size_t column;
  std::optional<std::size_t> table;  // else a passage
  std::size_t bus = 0;               // of a passage
  std::size_t height = 0;
  std::size_t y = 0;
};

// The layer of each table: to the right of all that it refers to, unless they refer to each other.
class Layers {
 public:
  explicit Layers(const Entities& entities) : layers_(entities.tables.size()), state_(layers_.size()) {
    for (const EntityLink& link : entities.links) targets_[link.from].push_back(link.to);
  }

  std::vector<std::size_t> find() {
    for (std::size_t i = 0; i < layers_.size(); ++i) visit(i);
    return layers_;
  }

 private:
  enum class State : unsigned char { unknown, under_way, known };

  std::size_t visit(std::size_t i) {
    if (state_[i] != State::unknown) return layers_[i];
    state_[i] = State::under_way;
    for (const std::size_t target : targets_[i])
      if (state_[target] != State::under_way) layers_[i] = std::max(layers_[i], visit(target) + 1);
    state_[i] = State::known;
    return layers_[i];
  }

  std::map<std::size_t, std::vector<std::size_t>> targets_;
  std::vector<std::size_t> layers_;
  std::vector<State> state_;
};

class EntityPlacer {
 public:
  EntityPlacer(const Entities& entities, std::vector<Box> sizes) : entities_(entities) {
    layout_.boxes = std::move(sizes);
  }

  EntityLayout place() {
    place_in_columns();
    make_buses();
    make_passages();
    find_neighbours();
    order_columns();
    set_heights();
    set_widths();
    for (std::size_t bus = 0; bus < layout_.buses.size(); ++bus) draw(bus);
    return std::move(layout_);
  }

 private:
  // Columns.

  void place_in_columns() {
    std::vector<std::size_t> layers = Layers(entities_).find();
    std::vector<bool> is_linked(layers.size());
    for (const EntityLink& link : entities_.links) is_linked[link.from] = is_linked[link.to] = true;
    const std::size_t last = layers.empty() ? 0 : *std::ranges::max_element(layers) + 1;
    for (std::size_t i = 0; i < layers.size(); ++i)
      if (!is_linked[i]) layers[i] = last;
    std::vector<std::size_t> order(layers.size());
    for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
    std::ranges::stable_sort(order, {}, [&](std::size_t i) { return layers[i]; });
    const std::size_t limit = height_limit();
    std::size_t used = 0, layer = 0;
    for (const std::size_t i : order) {
      const std::size_t height = layout_.boxes[i].height + gap_between_boxes;
      if (columns_.empty() || layers[i] != layer || used + height > limit) {
        columns_.emplace_back();
        used = 0;
      }
      used += height;
      layer = layers[i];
      slot_of_table_[i] =
          add_slot({.column = columns_.size() - 1, .table = i, .height = layout_.boxes[i].height});
    }
  }

  std::size_t add_slot(Slot slot) {
    columns_[slot.column].push_back(slots_.size());
    slots_.push_back(slot);
    return slots_.size() - 1;
  }

  // So that the picture is somewhat wider than high.
  std::size_t height_limit() const {
    double area = 0;
    std::size_t highest = 0;
    for (const Box& box : layout_.boxes) {
      area += static_cast<double>((box.width + 4 * gap_between_boxes) * (box.height + gap_between_boxes));
      highest = std::max(highest, box.height + gap_between_boxes);
    }
    return std::max(highest, static_cast<std::size_t>(std::sqrt(area / 1.5)));
  }

  std::size_t column_of(std::size_t table) const { return slots_[slot_of_table_.at(table)].column; }

  // Buses and their passages.

  bool comes_from_right(const EntityLink& link) const { return column_of(link.from) > column_of(link.to); }

  // A table that refers to itself does so on its left.
  void make_buses() {
    std::map<std::pair<std::size_t, bool>, std::size_t> known;
    for (std::size_t i = 0; i < entities_.links.size(); ++i) {
      const EntityLink& link = entities_.links[i];
      const bool is_right = comes_from_right(link);
      const auto [found, is_new] = known.try_emplace({link.to, is_right}, layout_.buses.size());
      if (is_new) layout_.buses.push_back({.target = link.to, .comes_from_right = is_right});
      layout_.buses[found->second].links.push_back(i);
    }
    passages_.resize(layout_.buses.size());
  }

  // The columns of a bus, its target's among them.
  std::pair<std::size_t, std::size_t> span_of(const Bus& bus) const {
    std::size_t first = column_of(bus.target), last = first;
    for (const std::size_t link : bus.links) {
      first = std::min(first, column_of(entities_.links[link].from));
      last = std::max(last, column_of(entities_.links[link].from));
    }
    return {first, last};
  }

  void make_passages() {
    for (std::size_t i = 0; i < layout_.buses.size(); ++i) {
      const auto [first, last] = span_of(layout_.buses[i]);
      for (std::size_t column = first + 1; column < last; ++column)
        passages_[i][column] =
            add_slot({.column = column, .table = {}, .bus = i, .height = height_of_passage});
    }
  }

  // Order.

  // The slots on both sides of the gutter to the right of a column that a bus joins.
  std::vector<std::size_t> slots_at(std::size_t bus, std::size_t column) const {
    std::vector<std::size_t> slots;
    if (column_of(layout_.buses[bus].target) == column)
      slots.push_back(slot_of_table_.at(layout_.buses[bus].target));
    if (const auto passage = passages_[bus].find(column); passage != passages_[bus].end())
      slots.push_back(passage->second);
    for (const std::size_t link : layout_.buses[bus].links)
      if (column_of(entities_.links[link].from) == column)
        slots.push_back(slot_of_table_.at(entities_.links[link].from));
    return slots;
  }

  void find_neighbours() {
    left_.resize(slots_.size());
    right_.resize(slots_.size());
    for (std::size_t bus = 0; bus < layout_.buses.size(); ++bus) {
      const auto [first, last] = span_of(layout_.buses[bus]);
      for (std::size_t column = first; column < last; ++column)
        for (const std::size_t a : slots_at(bus, column))
          for (const std::size_t b : slots_at(bus, column + 1)) {
            right_[a].push_back(b);
            left_[b].push_back(a);
          }
    }
  }

  // Each slot goes where its neighbours are on average, from one side to the other and back.
  void order_columns() {
    constexpr int rounds = 6;
    set_places();
    for (int round = 0; round < rounds; ++round)
      for (std::size_t i = 0; i < columns_.size(); ++i) {
        const bool goes_right = round % 2 == 0;
        order_column(columns_[goes_right ? i : columns_.size() - 1 - i], goes_right ? left_ : right_);
      }
  }

  void set_places() {
    places_.resize(slots_.size());
    for (const std::vector<std::size_t>& column : columns_) set_places(column);
  }

  void set_places(const std::vector<std::size_t>& column) {
    for (std::size_t i = 0; i < column.size(); ++i)
      places_[column[i]] = (static_cast<double>(i) + 0.5) / static_cast<double>(column.size());
  }

  void order_column(std::vector<std::size_t>& column,
                    const std::vector<std::vector<std::size_t>>& neighbours) {
    std::map<std::size_t, double> wanted;
    for (const std::size_t slot : column) {
      double sum = 0;
      for (const std::size_t neighbour : neighbours[slot]) sum += places_[neighbour];
      wanted[slot] =
          neighbours[slot].empty() ? places_[slot] : sum / static_cast<double>(neighbours[slot].size());
    }
    std::ranges::stable_sort(column, {}, [&](std::size_t slot) { return wanted[slot]; });
    set_places(column);
  }

  // Places.

  void set_heights() {
    for (const std::vector<std::size_t>& column : columns_) {
      std::size_t y = picture_margin;
      for (const std::size_t i : column) {
        Slot& slot = slots_[i];
        slot.y = y;
        if (slot.table) layout_.boxes[*slot.table].y = y;
        y += slot.height + (slot.table ? gap_between_boxes : 0);
      }
      layout_.height = std::max(layout_.height, y + picture_margin);
    }
  }

  // Of the gutter to the left of each column, and of the one to the right of all.
  void set_widths() {
    tracks_.resize(columns_.size() + 1);
    for (std::size_t i = 0; i < layout_.buses.size(); ++i) {
      const auto [first, last] = span_of(layout_.buses[i]);
      if (first == last) tracks_[first].push_back(i);
      for (std::size_t column = first; column < last; ++column) tracks_[column + 1].push_back(i);
    }
    std::size_t x = picture_margin;
    for (std::size_t column = 0; column <= columns_.size(); ++column) {
      gutters_.push_back(x + gap_beside_tracks);
      x += tracks_[column].empty() ? gap_beside_tracks
                                   : 2 * gap_beside_tracks + track_distance * tracks_[column].size();
      if (column == columns_.size()) break;
      left_sides_.push_back(x);
      std::size_t width = 0;
      for (const std::size_t i : columns_[column])
        if (slots_[i].table) {
          layout_.boxes[*slots_[i].table].x = x;
          width = std::max(width, layout_.boxes[*slots_[i].table].width);
        }
      right_sides_.push_back(x + width);
      x += width;
    }
    layout_.width = x;
    for (std::vector<std::size_t>& buses : tracks_)
      std::ranges::stable_sort(buses, {},
                               [&](std::size_t bus) { return layout_.boxes[layout_.buses[bus].target].y; });
  }

  std::size_t track_of(std::size_t bus, std::size_t gutter) const {
    const auto found = std::ranges::find(tracks_[gutter], bus);
    return gutters_[gutter] + track_distance * static_cast<std::size_t>(found - tracks_[gutter].begin());
  }

  // Lines.

  struct Port {
    std::size_t x;
    std::size_t y;
  };

  Port port_of(const Box& box, bool is_left_side, std::size_t below_top) const {
    return {is_left_side ? box.x : box.x + box.width, box.y + below_top};
  }

  Port port_of_target(const Bus& bus) const {
    return port_of(layout_.boxes[bus.target], !bus.comes_from_right, target_port(bus.comes_from_right));
  }

  Port port_of_row(const EntityLink& link, bool is_left_side) const {
    return port_of(layout_.boxes[link.from], is_left_side,
                   table_row_height * (link.column + 1) + row_port(is_left_side));
  }

  void draw(std::size_t i) {
    Bus& bus = layout_.buses[i];
    const auto [first, last] = span_of(bus);
    if (first == last) join(bus, ports_at(i, first, true), track_of(i, first));
    for (const auto& [column, slot] : passages_[i])
      bus.segments.push_back(
          {left_sides_[column], y_of_passage(slot), right_sides_[column], y_of_passage(slot)});
    for (std::size_t column = first; column < last; ++column) {
      std::vector<Port> ports = ports_at(i, column, false);
      std::ranges::copy(ports_at(i, column + 1, true), std::back_inserter(ports));
      join(bus, ports, track_of(i, column + 1));
    }
  }

  std::size_t y_of_passage(std::size_t slot) const {
    return slots_[slot].y + passage_port(slots_[slot].column);
  }

  // Of a bus, on one side of a column.
  std::vector<Port> ports_at(std::size_t i, std::size_t column, bool is_left_side) const {
    const Bus& bus = layout_.buses[i];
    std::vector<Port> ports;
    if (column_of(bus.target) == column) ports.push_back(port_of_target(bus));
    if (const auto passage = passages_[i].find(column); passage != passages_[i].end())
      ports.push_back(
          {is_left_side ? left_sides_[column] : right_sides_[column], y_of_passage(passage->second)});
    for (const std::size_t link : bus.links) {
      const bool is_loop = entities_.links[link].from == bus.target;
      if (column_of(entities_.links[link].from) == column &&
          is_left_side == (is_loop || bus.comes_from_right))
        ports.push_back(port_of_row(entities_.links[link], is_left_side));
    }
    return ports;
  }

  static void join(Bus& bus, const std::vector<Port>& ports, std::size_t track) {
    const auto [top, bottom] = std::ranges::minmax(ports, {}, &Port::y);
    bus.segments.push_back({track, top.y, track, bottom.y});
    for (const Port& port : ports)
      bus.segments.push_back({std::min(port.x, track), port.y, std::max(port.x, track), port.y});
  }

  const Entities& entities_;
  EntityLayout layout_;
  std::vector<std::vector<std::size_t>> columns_;  // slots, from top to bottom
  std::vector<Slot> slots_;
  std::map<std::size_t, std::size_t> slot_of_table_;
  std::vector<std::map<std::size_t, std::size_t>> passages_;  // of each bus: the slot in a column
  std::vector<std::vector<std::size_t>> left_, right_;        // neighbours of each slot
  std::vector<double> places_;                                // of each slot in its column, from 0 to 1
  std::vector<std::vector<std::size_t>> tracks_;              // the buses in each gutter
  std::vector<std::size_t> gutters_;                          // where the tracks of each begin
  std::vector<std::size_t> left_sides_, right_sides_;         // of the columns
};

}  // namespace

EntityLayout lay_out(const Entities& entities, std::vector<Box> sizes) {
  return EntityPlacer(entities, std::move(sizes)).place();
}

}  // namespace migrate::migc
