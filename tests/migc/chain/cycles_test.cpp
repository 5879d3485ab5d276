#include "migc/chain/cycles.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace migrate::migc {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

TEST(Cycles, AreNoneInAGraphWithSharedNeeds) {
  EXPECT_THAT(find_cycles({{}, {0}, {0, 1}, {2, 1, 2}}), IsEmpty());
  EXPECT_THAT(find_cycles({}), IsEmpty());
}

TEST(Cycles, BeginAtTheirSmallestNode) {
  EXPECT_THAT(find_cycles({{}, {2}, {3}, {1}}), ElementsAre(ElementsAre(1, 2, 3)));
  EXPECT_THAT(find_cycles({{2}, {2}, {3}, {1}}), ElementsAre(ElementsAre(1, 2, 3)));
}

TEST(Cycles, CanHaveOneNode) {
  EXPECT_THAT(find_cycles({{0}, {0, 1}}), ElementsAre(ElementsAre(0), ElementsAre(1)));
}

TEST(Cycles, FollowTheFirstNeedThatRemains) {
  EXPECT_THAT(find_cycles({{}, {0, 3, 2}, {1}, {1}}), ElementsAre(ElementsAre(1, 3)));
}

TEST(Cycles, AreTakenAwayOneByOne) {
  // 0 and 1 need each other; 2 and 3 do, and 2 also hangs on the first pair; 4 only waits for both.
  EXPECT_THAT(find_cycles({{1}, {0}, {0, 3}, {2}, {1, 3}}),
              ElementsAre(ElementsAre(0, 1), ElementsAre(2, 3)));
}

TEST(Cycles, OfThousandsOfNodesAreFoundInATrice) {
  constexpr Node size = 100'000;
  Needs needs(size);
  for (Node node = 0; node < size; ++node) needs[node] = {(node + 1) % size};
  const auto cycles = find_cycles(needs);
  ASSERT_EQ(cycles.size(), 1u);
  EXPECT_EQ(cycles[0].size(), size);
}

}  // namespace
}  // namespace migrate::migc
