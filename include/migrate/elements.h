#pragma once

// A range of views into a compiled chain: `for (std::string_view label : revision.labels())`. An element is
// made when it is asked for, and lives as long as the table.

#include <cstddef>
#include <iterator>
#include <string_view>

#include "migrate/export.h"
#include "migrate/table.h"

namespace migrate {
inline namespace MIGRATE_FORMAT {
namespace generated {

// `at` makes the element of a number, which counts in one of the table's arrays.
template <typename Element, Element (*at)(const Table&, std::size_t)>
class Elements {
 public:
  class Iterator {
   public:
    using iterator_category = std::forward_iterator_tag;
    using value_type = Element;
    using difference_type = std::ptrdiff_t;
    using pointer = void;
    using reference = Element;

    constexpr Iterator() noexcept = default;
    constexpr Iterator(const Table& table, std::size_t index) noexcept : table_(&table), index_(index) {}
    constexpr Element operator*() const noexcept { return at(*table_, index_); }
    constexpr Iterator& operator++() noexcept { return ++index_, *this; }
    constexpr Iterator operator++(int) noexcept {
      Iterator before = *this;
      ++index_;
      return before;
    }
    constexpr bool operator==(const Iterator& other) const noexcept { return index_ == other.index_; }

   private:
    const Table* table_ = nullptr;
    std::size_t index_ = 0;
  };

  constexpr Elements(const Table& table, Range range) noexcept : table_(&table), range_(range) {}

  constexpr std::size_t size() const noexcept { return range_.count; }
  constexpr bool empty() const noexcept { return range_.count == 0; }
  constexpr Element operator[](std::size_t i) const noexcept { return at(*table_, range_.first + i); }
  constexpr Iterator begin() const noexcept { return {*table_, range_.first}; }
  constexpr Iterator end() const noexcept { return {*table_, range_.first + range_.count}; }

 private:
  const Table* table_;
  Range range_;
};

constexpr std::string_view text_at(const Table& table, Text text) noexcept {
  return table.text.substr(text.offset, text.size);
}

}  // namespace generated
}  // namespace MIGRATE_FORMAT
}  // namespace migrate
