#include "migc/emit/c_literal.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace migrate::migc {
namespace {

TEST(CLiteral, EscapesWhatACompilerWouldRead) {
  EXPECT_EQ(c_literal("plain text"), R"("plain text")");
  EXPECT_EQ(c_literal("\"quoted\" \\ back"), R"("\"quoted\" \\ back")");
  EXPECT_EQ(c_literal("what?"), R"("what\?")");
}

TEST(CLiteral, WritesOtherBytesAsThreeOctalDigits) {
  EXPECT_EQ(c_literal("\t1"), R"("\0111")");
  EXPECT_EQ(c_literal("\xc3\xa9"), R"("\303\251")");
  EXPECT_EQ(c_literal(std::string_view("\0", 1)), R"("\000")");
}

TEST(CCharacter, EscapesWhatACompilerWouldRead) {
  EXPECT_EQ(c_character('a'), "'a'");
  EXPECT_EQ(c_character('\''), R"('\'')");
  EXPECT_EQ(c_character('\n'), R"('\n')");
  EXPECT_EQ(c_character('\xc3'), R"('\303')");
}

TEST(CLiteralLines, PutsEachLineOfTextOnItsOwn) {
  EXPECT_EQ(c_literal_lines("a\nb\n\nc", "  "), "  \"a\\n\"\n  \"b\\n\"\n  \"\\n\"\n  \"c\"\n");
}

TEST(CLiteralLines, CutsLongLines) {
  const std::string lines = c_literal_lines(std::string(10000, 'x'), "");
  EXPECT_EQ(std::count(lines.begin(), lines.end(), '\n'), 3);
  EXPECT_EQ(std::count(lines.begin(), lines.end(), 'x'), 10000);
}

TEST(CLiteralLines, AreNoneForNoText) {
  EXPECT_EQ(c_literal_lines("", "  "), "");
}

}  // namespace
}  // namespace migrate::migc
