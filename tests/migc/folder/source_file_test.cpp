#include "migc/folder/source_file.h"

#include <gtest/gtest.h>

namespace migrate::migc {
namespace {

void expect_position(const SourceFile& file, std::size_t offset, std::size_t line, std::size_t column) {
  const Position position = file.position(offset);
  EXPECT_EQ(position.line, line) << "offset " << offset;
  EXPECT_EQ(position.column, column) << "offset " << offset;
}

TEST(SourceFile, CountsLinesAndByteColumnsFromOne) {
  const SourceFile file("p", "n", "ab\ncd\n");
  expect_position(file, 0, 1, 1);
  expect_position(file, 2, 1, 3);
  expect_position(file, 3, 2, 1);
  expect_position(file, 6, 3, 1);
}

TEST(SourceFile, GivesTheTextOfALineWithoutItsEnd) {
  const SourceFile file("p", "n", "one\r\n\ntwo\rhalf\nlast\r");
  EXPECT_EQ(file.line_text(1), "one");
  EXPECT_EQ(file.line_text(2), "");
  EXPECT_EQ(file.line_text(3), "two\rhalf");
  EXPECT_EQ(file.line_text(4), "last\r");
}

TEST(SourceFile, HasOneEmptyLineWhenItIsEmpty) {
  const SourceFile file("p", "n", "");
  expect_position(file, 0, 1, 1);
  EXPECT_EQ(file.line_text(1), "");
}

TEST(SourceFile, TextWithLfHasOtherCarriageReturnsStill) {
  EXPECT_EQ(with_lf("a\r\nb\n\rc\r\r\n\r"), "a\nb\n\rc\r\n\r");
  EXPECT_EQ(with_lf(""), "");
}

}  // namespace
}  // namespace migrate::migc
