#include "core/text/utf8.h"

#include <gtest/gtest.h>

namespace migrate::core {
namespace {

TEST(Utf8, AcceptsTheFirstAndLastCharacterOfEachLength) {
  for (const std::string_view text : {"a", "\x7f", "\u0080", "\u07ff", "\u0800", "\ud7ff", "\ue000", "\uffff",
                                      "\U00010000", "\U0010ffff"}) {
    EXPECT_EQ(utf8_length(text), text.size()) << text;
    EXPECT_EQ(find_invalid_utf8(text), std::string_view::npos) << text;
  }
}

TEST(Utf8, RefusesWhatIsNoCharacter) {
  for (const std::string_view text : {
           "\x80", "\xbf", "\xff", "\xc0\xaf", "\xc1\xbf", "\xe0\x9f\xbf", "\xf0\x8f\xbf\xbf",  // overlong
           "\xed\xa0\x80", "\xed\xbf\xbf",                                                      // surrogates
           "\xf4\x90\x80\x80", "\xf5\x80\x80\x80",                                              // too large
           "\xc3", "\xe2\x82", "\xf0\x9f\x98", "\xe2\x28\xa1", "\xf0\x9f\x98\x28",              // cut short
       })
    EXPECT_EQ(utf8_length(text), 0u) << text;
}

TEST(Utf8, FindsTheByteWhereItEnds) {
  EXPECT_EQ(find_invalid_utf8("0123456789abcdef\xff"), 16u);
  EXPECT_EQ(find_invalid_utf8("caf\u00e9 and some more \xe9!"), 20u);
  EXPECT_EQ(find_invalid_utf8("\xe2\x82"), 0u);
}

}  // namespace
}  // namespace migrate::core
