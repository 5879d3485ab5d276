#pragma once

// Bytes as SQL classes them in every dialect, and lines of a text.

#include <array>
#include <cstddef>
#include <string>
#include <string_view>

#include "migrate/export.h"

namespace migrate::core {

// The classes of a byte, as bits. Here, because migc scans whole folders with them.
namespace character {

inline constexpr unsigned char blank = 1;
inline constexpr unsigned char word_start = 2;
inline constexpr unsigned char digit = 4;
inline constexpr unsigned char word_only = 8;  // part of a word, but not of a number

constexpr std::array<unsigned char, 256> make_classes() {
  std::array<unsigned char, 256> classes{};
  for (const char c : {' ', '\t', '\n', '\r', '\f'}) classes[static_cast<unsigned char>(c)] = blank;
  for (unsigned c = 'a'; c <= 'z'; ++c) classes[c] = classes[c - 'a' + 'A'] = word_start;
  for (unsigned c = 0x80; c <= 0xff; ++c) classes[c] = word_start;
  for (unsigned c = '0'; c <= '9'; ++c) classes[c] = digit;
  classes['_'] = word_start;
  classes['$'] = word_only;
  return classes;
}

inline constexpr std::array<unsigned char, 256> classes = make_classes();

[[nodiscard]] constexpr bool is(char c, unsigned char mask) noexcept {
  return (classes[static_cast<unsigned char>(c)] & mask) != 0;
}

}  // namespace character

[[nodiscard]] constexpr bool is_blank(char c) noexcept {
  return character::is(c, character::blank);
}
// Letters, _, and every byte of a multi-byte character.
[[nodiscard]] constexpr bool is_word_start(char c) noexcept {
  return character::is(c, character::word_start);
}
[[nodiscard]] constexpr bool is_digit(char c) noexcept {
  return character::is(c, character::digit);
}
[[nodiscard]] constexpr bool is_in_number(char c) noexcept {
  return character::is(c, character::word_start | character::digit);
}
[[nodiscard]] constexpr bool is_in_word(char c) noexcept {
  return character::is(c, character::word_start | character::digit | character::word_only);
}

// Only ASCII letters have a case.
[[nodiscard]] MIGRATE_INTERNAL_API std::string to_lower(std::string_view text);
[[nodiscard]] MIGRATE_INTERNAL_API bool equal_ignoring_case(std::string_view a, std::string_view b) noexcept;

// The line feed, or the end of the text.
[[nodiscard]] std::size_t end_of_line(std::string_view text, std::size_t offset) noexcept;
[[nodiscard]] bool starts_line(std::string_view text, std::size_t offset) noexcept;

}  // namespace migrate::core
