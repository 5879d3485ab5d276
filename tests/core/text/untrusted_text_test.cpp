#include "core/text/untrusted_text.h"

#include <gtest/gtest.h>

#include "core/text/json.h"
#include "core/text/text.h"

namespace migrate::core {
namespace {

TEST(UntrustedText, LeavesTextAlone) {
  for (const char* text :
       {"", "add error_count to runs", "gr\xc3\xbc\xc3\x9f \xe2\x86\x92 \xf0\x9f\x98\x80", "a\\b\"c"})
    EXPECT_EQ(shown(text), text);
}

TEST(UntrustedText, IsSeenAndNotObeyed) {
  const std::pair<std::string_view, const char*> cases[] = {
      {"a\x1b[2Jb", "a\\x1b[2Jb"},
      {"a\ab\x7f", "a\\x07b\\x7f"},
      {std::string_view("a\0b", 3), "a\\x00b"},
      {"a\nerror: b\r\tc", "a\\nerror: b\\x0d\\tc"},
      {"\x1b]0;title\a", "\\x1b]0;title\\x07"},
      {"a\xc2\x9b"
       "31m",
       "a\\u{009b}31m"},
      {"a\xe2\x80\xae"
       "b\xe2\x81\xa6"
       "c\xe2\x81\xa9",
       "a\\u{202e}b\\u{2066}c\\u{2069}"},
      {"a\xe2\x80\xa8"
       "b",
       "a\\u{2028}b"},
      {"b\xff", "b\\xff"},
      {"\xc0\xaf", "\\xc0\\xaf"},
      {"\xe2\x82", "\\xe2\\x82"},
      {"\xed\xa0\x80", "\\xed\\xa0\\x80"},
  };
  for (const auto& [text, expected] : cases) EXPECT_EQ(shown(text), expected);
}

TEST(UntrustedText, OfSeveralLinesKeepsThem) {
  EXPECT_EQ(shown_lines("a\n\tb\x1b\xff"), "a\n\tb\\x1b\\xff");
}

TEST(UntrustedText, IsShownInListsAndQuotes) {
  const std::vector<std::string> names{"a\nb", "c\x1b"};
  EXPECT_EQ(listed(names), "a\\nb, c\\x1b");
  EXPECT_EQ(in_quotes("a\nb"), "\"a\\nb\"");
}

TEST(Json, IsAlwaysUtf8) {
  EXPECT_EQ(json_string("b\xff"
                        "c\xe2\x82"),
            R"("b\ufffdc\ufffd\ufffd")");
  EXPECT_EQ(json_string("gr\xc3\xbc\xf0\x9f\x98\x80"), "\"gr\xc3\xbc\xf0\x9f\x98\x80\"");
}

TEST(Json, EscapesWhatAStringMustNotHold) {
  EXPECT_EQ(json_string("\"\\\n\r\t\x1b"), R"("\"\\\n\r\t\u001b")");
}

}  // namespace
}  // namespace migrate::core
