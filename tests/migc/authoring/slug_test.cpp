#include "migc/authoring/slug.h"

#include <gtest/gtest.h>

namespace migrate::migc {
namespace {

TEST(Slug, IsTheWordsOfTheMessageInLowerCase) {
  EXPECT_EQ(make_slug("Add error_count to runs!"), "add_error_count_to_runs");
  EXPECT_EQ(make_slug("  v2: drop `x`, y  "), "v2_drop_x_y");
}

TEST(Slug, HasNoLetterThatAFileNameMayNotHave) {
  EXPECT_EQ(make_slug("größe ../etc/passwd"), "gr_e_etc_passwd");
  EXPECT_EQ(make_slug("добавить"), "");
  EXPECT_EQ(make_slug(""), "");
}

TEST(Slug, EndsWithAWholeWordBefore40Characters) {
  EXPECT_EQ(make_slug("a23456789 b23456789 c23456789 d23456789"), "a23456789_b23456789_c23456789_d23456789");
  EXPECT_EQ(make_slug("a23456789 b23456789 c23456789 d234567890"),
            "a23456789_b23456789_c23456789_d234567890");
  EXPECT_EQ(make_slug("a23456789 b23456789 c23456789 d2345678901"), "a23456789_b23456789_c23456789");
}

TEST(Slug, CutsAFirstWordThatIsTooLong) {
  EXPECT_EQ(make_slug(std::string(41, 'x') + " y"), std::string(40, 'x'));
}

}  // namespace
}  // namespace migrate::migc
