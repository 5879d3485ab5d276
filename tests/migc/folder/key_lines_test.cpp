#include "migc/folder/key_lines.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace migrate::migc {
namespace {

using ::testing::ElementsAre;

TEST(KeyLine, IsAKeyAColonBlanksAndAValue) {
  struct Case {
    std::string_view line, key, value;
  };
  for (const Case& good : {Case{"a: b", "a", "b"}, Case{"a_z:   b: c", "a_z", "b: c"}, Case{"a:", "a", ""}}) {
    const auto parsed = parse_key_line(good.line);
    ASSERT_TRUE(parsed) << good.line;
    EXPECT_EQ(parsed->key, good.key);
    EXPECT_EQ(parsed->value, good.value);
  }
}

TEST(KeyLine, IsNothingElse) {
  for (const std::string_view bad : {"", ":", ": b", "a", "a:b", "a:\tb", "A: b", "a1: b", " a: b", "a : b"})
    EXPECT_FALSE(parse_key_line(bad)) << bad;
}

TEST(KeyLine, HasNoBlanksAtItsEnd) {
  EXPECT_EQ(without_trailing_blanks("a: b \t "), "a: b");
  EXPECT_EQ(without_trailing_blanks(" \t"), "");
}

TEST(List, IsCutAtCommasWithOneBlank) {
  EXPECT_THAT(split_list("a"), ElementsAre("a"));
  EXPECT_THAT(split_list("a, b,c"), ElementsAre("a", "b", "c"));
  EXPECT_THAT(split_list(" a,  b ,"), ElementsAre(" a", " b ", ""));
}

}  // namespace
}  // namespace migrate::migc
