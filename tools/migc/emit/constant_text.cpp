#include "migc/emit/constant_text.h"

#include <fmt/format.h>

#include <algorithm>

#include "migc/emit/c_literal.h"

namespace migrate::migc {

namespace {

constexpr std::uint32_t most_in_row = 65000;  // with the zero that ends a literal

// Of rows that are all about as full.
std::uint32_t even_row_size(std::size_t size) {
  constexpr std::size_t for_filling = 1000;
  return static_cast<std::uint32_t>(size / (size / (most_in_row - for_filling) + 1) + for_filling);
}

// A row that has no room for the zero.
std::string character_list(std::string_view bytes) {
  std::string list = "    {";
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    list += i % 16 == 0 ? "\n     " : " ";
    list += c_character(bytes[i]) + ',';
  }
  return list + "\n    },\n";
}

}  // namespace

ConstantText::ConstantText(std::string_view text, std::vector<std::uint32_t> starts)
    : text_(text), starts_(std::move(starts)) {
  starts_.insert(starts_.end(), {0, static_cast<std::uint32_t>(text.size())});
  std::ranges::sort(starts_);
  starts_.erase(std::unique(starts_.begin(), starts_.end()), starts_.end());
  if (text.size() < most_in_row) return;
  row_size_ = std::max(even_row_size(text.size()), longest_piece_in_a_row() + 1);
  add_row(0, false);
  for (std::size_t i = 0; i + 1 < starts_.size(); ++i) add_piece(starts_[i], starts_[i + 1]);
}

std::uint32_t ConstantText::longest_piece_in_a_row() const {
  std::uint32_t longest = 0;
  for (std::size_t i = 0; i + 1 < starts_.size(); ++i)
    if (const std::uint32_t size = starts_[i + 1] - starts_[i]; size < most_in_row)
      longest = std::max(longest, size);
  return longest;
}

// A piece that is longer than a row fills rows of its own, and may end in one with others.
void ConstantText::add_piece(std::uint32_t begin, std::uint32_t end) {
  if (end - rows_.back().begin >= row_size_ && begin != rows_.back().begin) add_row(begin, false);
  while (end - rows_.back().begin >= row_size_) {
    rows_.back().is_full = true;
    add_row(rows_.back().begin + row_size_, false);
  }
}

void ConstantText::add_row(std::uint32_t begin, bool is_full) {
  rows_.push_back({begin, static_cast<std::uint32_t>(rows_.size()) * row_size_, is_full});
}

generated::Text ConstantText::place(generated::Text piece) const {
  const auto next = std::ranges::upper_bound(rows_, piece.offset, {}, &Row::begin);
  if (next == rows_.begin()) return piece;
  const Row& row = *std::prev(next);
  return {row.place + (piece.offset - row.begin), piece.size};
}

std::string ConstantText::declaration(std::string_view name) const {
  const auto size = static_cast<std::uint32_t>(text_.size());
  if (rows_.empty()) return fmt::format("constexpr char {}[] =\n{}    ;\n\n", name, literal_lines(0, size));
  std::string out = fmt::format("constexpr char {}[][{}] = {{\n", name, row_size_);
  for (std::size_t i = 0; i < rows_.size(); ++i) out += row_text(i);
  return out + "};\n\n";
}

std::string ConstantText::row_text(std::size_t number) const {
  const std::uint32_t begin = rows_[number].begin;
  if (rows_[number].is_full) return character_list(text_.substr(begin, row_size_));
  const bool is_last = number + 1 == rows_.size();
  return literal_lines(begin, is_last ? static_cast<std::uint32_t>(text_.size()) : rows_[number + 1].begin) +
         "    ,\n";
}

// Each piece begins on a line of its own, for people who read it.
std::string ConstantText::literal_lines(std::uint32_t begin, std::uint32_t end) const {
  if (begin == end) return "    \"\"\n";
  std::string lines;
  auto next = std::ranges::upper_bound(starts_, begin);
  while (begin < end) {
    const std::uint32_t piece_end = std::min(*next++, end);
    lines += c_literal_lines(text_.substr(begin, piece_end - begin), "    ");
    begin = piece_end;
  }
  return lines;
}

std::string ConstantText::view(std::string_view name) const {
  return rows_.empty() ? fmt::format("{{{0}, sizeof {0} - 1}}", name)
                       : fmt::format("{{{0}[0], sizeof {0}}}", name);
}

}  // namespace migrate::migc
