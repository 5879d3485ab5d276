#pragma once

// One text as a C++ constant, of whatever length.
//
// A short text is one literal. Compilers need not accept a literal of more than 65,536 bytes, and MSVC
// accepts 65,535: so a longer text is an array of rows, which follow each other in memory. What is
// read as one piece never ends in the filling at the end of a row, so it can be read from the first row's
// address.

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "migrate/table.h"

namespace migrate::migc {

class ConstantText {
 public:
  // The text must outlive it. `starts`: where pieces begin that are read as one; any order, doubles allowed.
  ConstantText(std::string_view text, std::vector<std::uint32_t> starts);

  // Where a piece is among the bytes of the constant.
  [[nodiscard]] generated::Text place(generated::Text piece) const;

  [[nodiscard]] std::string declaration(std::string_view name) const;
  // An initializer for the std::string_view of all its bytes.
  [[nodiscard]] std::string view(std::string_view name) const;

 private:
  struct Row {
    std::uint32_t begin;  // in the text
    std::uint32_t place;  // in the constant
    bool is_full;         // without the zero that ends a literal
  };

  [[nodiscard]] std::uint32_t longest_piece_in_a_row() const;
  void add_piece(std::uint32_t begin, std::uint32_t end);
  void add_row(std::uint32_t begin, bool is_full);
  [[nodiscard]] std::string row_text(std::size_t number) const;
  [[nodiscard]] std::string literal_lines(std::uint32_t begin, std::uint32_t end) const;

  std::string_view text_;
  std::vector<std::uint32_t> starts_;
  std::uint32_t row_size_ = 0;
  std::vector<Row> rows_;  // none: one literal
};

}  // namespace migrate::migc
