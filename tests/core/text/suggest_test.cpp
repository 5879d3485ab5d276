#include "core/text/suggest.h"

#include <gtest/gtest.h>

namespace migrate::core {
namespace {

TEST(Suggest, CountsInsertionsDeletionsAndReplacements) {
  EXPECT_EQ(edit_distance("", ""), 0u);
  EXPECT_EQ(edit_distance("", "abc"), 3u);
  EXPECT_EQ(edit_distance("kitten", "sitting"), 3u);
  EXPECT_EQ(edit_distance("billing", "biling"), 1u);
  EXPECT_EQ(edit_distance("ab", "ba"), 2u);
}

TEST(Suggest, TakesTheNearestAndOfEqualsTheFirst) {
  const std::string_view candidates[] = {"heads", "head", "bead"};
  EXPECT_EQ(nearest("hea", candidates), "head");
  EXPECT_EQ(nearest("hebd", candidates), "head");
  EXPECT_EQ(nearest("heads", candidates), "heads");
}

TEST(Suggest, TakesNothingThatIsMoreThanTwoEditsAway) {
  const std::string_view candidates[] = {"billing"};
  EXPECT_EQ(nearest("bllng", candidates), "billing");
  EXPECT_EQ(nearest("bllg", candidates), std::nullopt);
}

TEST(Suggest, TakesNothingThatSharesNothingWithAShortName) {
  const std::string_view candidates[] = {"ab"};
  EXPECT_EQ(nearest("xy", candidates), std::nullopt);
  EXPECT_EQ(nearest("ax", candidates), "ab");
  EXPECT_EQ(nearest("", candidates), std::nullopt);
}

}  // namespace
}  // namespace migrate::core
