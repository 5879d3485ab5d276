#include <gtest/gtest.h>

#include "core/chains.h"
#include "core/plans.h"

namespace migrate {
namespace {

using testing::chain_of;
using testing::error_of;
using testing::RowNames;
using testing::stamp;

// a - b1 - b2, a - c1, and a line of its own: x1 - x2, where x2 depends on c1.
core::OwnedChain forest() {
  return chain_of({{"a"},
                   {"b1", {"a"}, {}, {"left"}},
                   {"b2", {"b1"}},
                   {"c1", {"a"}, {}, {"right"}},
                   {"x1", {}, {}, {"other"}},
                   {"x2", {"x1"}, {"c1"}}});
}

TEST(PlanStamp, ReplacesTheRowsOnTheTargetsLine) {
  const core::OwnedChain chain = forest();
  EXPECT_EQ(stamp(chain.chain(), {}, {"b1"}), ">b1 | b1");
  EXPECT_EQ(stamp(chain.chain(), {"a", "x1"}, {"b2"}), "a>b2 | b2,x1");
  EXPECT_EQ(stamp(chain.chain(), {"b2", "c1"}, {"a"}), "b2,c1>a | a");
  EXPECT_EQ(stamp(chain.chain(), {"b1"}, {"c1"}), ">c1 | b1,c1");
  EXPECT_EQ(stamp(chain.chain(), {"b1"}, {"left"}), "| b1");
}

TEST(PlanStamp, SeesDependenciesAsTheSameLine) {
  const core::OwnedChain chain = forest();
  EXPECT_EQ(stamp(chain.chain(), {"b1", "x2"}, {"c1"}), "x2>c1 | b1,c1");
}

TEST(PlanStamp, TakesSeveralTargets) {
  const core::OwnedChain chain = forest();
  EXPECT_EQ(stamp(chain.chain(), {"a"}, {"b1", "x1"}), "a>b1 >x1 | b1,x1");
  EXPECT_EQ(stamp(chain.chain(), {"a", "x1"}, {"heads"}), "a>b2 x1>x2 | b2,x2");
}

// Alembic writes all three rows, and refuses every upgrade afterwards.
TEST(PlanStamp, WritesNoRowThatAnotherImplies) {
  const core::OwnedChain chain = forest();
  EXPECT_EQ(stamp(chain.chain(), {}, {"a", "b2", "b1"}), ">b2 | b2");
}

// Alembic takes b2 away when it moves x1.
TEST(PlanStamp, KeepsARowThatIsATarget) {
  const core::OwnedChain chain = forest();
  EXPECT_EQ(stamp(chain.chain(), {"b2", "x1"}, {"heads"}), "x1>x2 | b2,x2");
}

TEST(PlanStamp, BaseForgetsTheRowsOfABranchOrAll) {
  const core::OwnedChain chain = forest();
  EXPECT_EQ(stamp(chain.chain(), {"b2", "x1"}, {"left@base"}), "b2> | x1");
  EXPECT_EQ(stamp(chain.chain(), {"b2", "x1"}, {"base"}), "b2> x1> | ");
  EXPECT_EQ(stamp(chain.chain(), {"b2"}, {"b2", "base"}), "| b2");
}

TEST(PlanStamp, PurgeForgetsWhateverTheRowsAre) {
  const core::OwnedChain chain = forest();
  EXPECT_EQ(stamp(chain.chain(), {"zz", "b1", "a"}, {"b2"}, Purge::yes), "!a,b1,zz> >b2 | b2");
  EXPECT_EQ(stamp(chain.chain(), {"zz"}, {"base"}, Purge::yes), "!zz> | ");
  EXPECT_EQ(stamp(chain.chain(), {}, {"b2"}, Purge::yes), ">b2 | b2");
}

TEST(PlanStamp, RefusesRowsThatItDoesNotUnderstand) {
  const core::OwnedChain chain = forest();
  EXPECT_EQ(
      error_of([&] { stamp(chain.chain(), {"zz"}, {"b1"}); }),
      "10: the database has revision \"zz\", which this program does not know; use the program that applied "
      "it or a newer one (or \"stamp --purge REVISION...\" if the row is wrong)");
}

TEST(PlanStamp, RefusesTargetsThatItCannotUse) {
  const core::OwnedChain chain = forest();
  EXPECT_EQ(error_of([&] { stamp(chain.chain(), {"a"}, {"+1"}); }),
            "2: \"+1\" is relative; a stamp needs a revision by its name");
  EXPECT_EQ(error_of([&] { stamp(chain.chain(), {"a"}, {}); }),
            "2: nothing to stamp: name a revision, or \"base\"");
  EXPECT_EQ(error_of([&] { stamp(chain.chain(), {"a"}, {"nosuch@base"}); }),
            "2: there is no branch \"nosuch\"");
}

}  // namespace
}  // namespace migrate
