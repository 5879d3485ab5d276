#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/chains.h"
#include "core/plans.h"

namespace migrate {
namespace {

using testing::chain_of;
using testing::downgrade;
using ::testing::ElementsAre;
using testing::error_of;
using testing::RowNames;
using testing::upgrade;

core::OwnedChain line() {
  return chain_of({{"a"}, {"b", {"a"}}, {"c", {"b"}}, {"d", {"c"}}});
}

// a - b1 - b2 - m       m merges b2 and c2; d stands alone
//   \ c1 - c2 /
core::OwnedChain diamond() {
  return chain_of({{"a"},
                   {"b1", {"a"}, {}, {"left"}},
                   {"b2", {"b1"}},
                   {"c1", {"a"}, {}, {"right"}},
                   {"c2", {"c1"}},
                   {"m", {"b2", "c2"}},
                   {"d"}});
}

// Two lines with bases of their own; y2 depends on x1.
core::OwnedChain dependent() {
  return chain_of({{"x1", {}, {}, {"x"}}, {"x2", {"x1"}}, {"y1", {}, {}, {"y"}}, {"y2", {"y1"}, {"x1"}}});
}

std::string upgrade_error(const Chain& chain, const RowNames& rows, std::string_view target) {
  return error_of([&] { upgrade(chain, rows, target); });
}

std::string downgrade_error(const Chain& chain, const RowNames& rows, std::string_view target) {
  return error_of([&] { downgrade(chain, rows, target); });
}

TEST(PlanUpgrade, GoesFromTheRowsToTheTarget) {
  const core::OwnedChain chain = line();
  EXPECT_EQ(upgrade(chain.chain(), {}, "head"), "+a +b +c +d | d");
  EXPECT_EQ(upgrade(chain.chain(), {"b"}, "c"), "+c | c");
  EXPECT_EQ(upgrade(chain.chain(), {"d"}, "head"), "| d");
  EXPECT_EQ(upgrade(chain.chain(), {"c"}, "base"), "| c");
  EXPECT_EQ(upgrade(chain.chain(), {"c"}, "b"), "| c");
}

TEST(PlanUpgrade, SaysWhatEachStepDoesToTheRows) {
  const core::OwnedChain chain = diamond();
  const Plan plan = plan_upgrade(chain.chain(), RowNames{"c2", "b1"}, "m");
  ASSERT_EQ(plan.steps.size(), 2u);
  EXPECT_THAT(plan.rows_before, ElementsAre("b1", "c2"));
  EXPECT_THAT(plan.steps[0].removed, ElementsAre("b1"));
  EXPECT_THAT(plan.steps[0].added, ElementsAre("b2"));
  EXPECT_THAT(plan.steps[1].removed, ElementsAre("b2", "c2"));
  EXPECT_THAT(plan.steps[1].added, ElementsAre("m"));
  EXPECT_THAT(plan.rows_after, ElementsAre("m"));
}

TEST(PlanUpgrade, StopsAtTheTargetOnASideBranch) {
  const core::OwnedChain chain = diamond();
  EXPECT_EQ(upgrade(chain.chain(), {"b2"}, "c1"), "+c1 | b2,c1");
  EXPECT_EQ(upgrade(chain.chain(), {}, "right@c2"), "+a +c1 +c2 | c2");
}

TEST(PlanUpgrade, TakesAllHeads) {
  const core::OwnedChain chain = diamond();
  EXPECT_EQ(upgrade(chain.chain(), {}, "heads"), "+a +b1 +b2 +c1 +c2 +d +m | d,m");
}

TEST(PlanUpgrade, BringsDependenciesWhichAreNoRows) {
  const core::OwnedChain chain = dependent();
  EXPECT_EQ(upgrade(chain.chain(), {}, "y@head"), "+x1 +y1 +y2 | y2");
  EXPECT_EQ(upgrade(chain.chain(), {"y2"}, "x@head"), "+x2 | x2,y2");
}

TEST(PlanUpgrade, CountsFromTheRow) {
  const core::OwnedChain chain = line();
  EXPECT_EQ(upgrade(chain.chain(), {"a"}, "+2"), "+b +c | c");
  EXPECT_EQ(upgrade(chain.chain(), {}, "+1"), "+a | a");
  EXPECT_EQ(upgrade(chain.chain(), {}, "b+1"), "+a +b +c | c");
  EXPECT_EQ(upgrade(chain.chain(), {}, "head-2"), "+a +b | b");
  EXPECT_EQ(upgrade(chain.chain(), {}, "base+2"), "+a +b | b");
  EXPECT_EQ(upgrade(chain.chain(), {}, "b-2"), "| ");
}

TEST(PlanUpgrade, CountsOnABranchFromWhatIsAppliedOfIt) {
  const core::OwnedChain chain = diamond();
  EXPECT_EQ(upgrade(chain.chain(), {"b2"}, "right@+1"), "+c1 | b2,c1");
  EXPECT_EQ(upgrade(chain.chain(), {"b2", "c1"}, "right@+1"), "+c2 | b2,c2");
  EXPECT_EQ(upgrade(chain.chain(), {}, "left@+2"), "+a +b1 | b1");
}

TEST(PlanUpgrade, RefusesToCountWhereTheWayIsNotClear) {
  const core::OwnedChain chain = diamond();
  EXPECT_EQ(upgrade_error(chain.chain(), {"a"}, "+1"),
            "2: \"+1\" is ambiguous: from a the chain continues to b1, c1; name the revision instead");
  EXPECT_EQ(upgrade_error(chain.chain(), {}, "+1"),
            "2: \"+1\" is ambiguous: from base the chain continues to a, d; name the revision instead");
  EXPECT_EQ(upgrade_error(chain.chain(), {"b1", "c1"}, "+1"),
            "2: \"+1\" is ambiguous: the database is at b1, c1; name a revision, or a branch before @");
  EXPECT_EQ(upgrade_error(chain.chain(), {}, "m-1"),
            "2: \"m-1\" is ambiguous: from m the chain continues to b2, c2; name the revision instead");
}

TEST(PlanUpgrade, RefusesToCountPastTheEnds) {
  const core::OwnedChain chain = line();
  EXPECT_EQ(upgrade_error(chain.chain(), {"c"}, "+3"),
            "2: \"+3\" goes too far: the chain ends at d after 1 of 3 steps");
  EXPECT_EQ(upgrade_error(chain.chain(), {}, "b-3"),
            "2: \"b-3\" goes too far: the chain ends at base after 2 of 3 steps");
  EXPECT_EQ(upgrade_error(chain.chain(), {"c"}, "-1"),
            "2: \"-1\" goes down; an upgrade counts up, as in \"+1\"");
}

TEST(PlanDowngrade, RevertsWhatStandsAboveTheTarget) {
  const core::OwnedChain chain = line();
  EXPECT_EQ(downgrade(chain.chain(), {"d"}, "b"), "-d -c | b");
  EXPECT_EQ(downgrade(chain.chain(), {"b"}, "base"), "-b -a | ");
  EXPECT_EQ(downgrade(chain.chain(), {}, "base"), "| ");
  EXPECT_EQ(downgrade(chain.chain(), {"b"}, "b"), "| b");
}

TEST(PlanDowngrade, CountsFromTheRow) {
  const core::OwnedChain chain = line();
  EXPECT_EQ(downgrade(chain.chain(), {"c"}, "-1"), "-c | b");
  EXPECT_EQ(downgrade(chain.chain(), {"c"}, "-3"), "-c -b -a | ");
  EXPECT_EQ(downgrade(chain.chain(), {"d"}, "a+1"), "-d -c | b");
  EXPECT_EQ(downgrade(chain.chain(), {"d"}, "head-1"), "-d | c");
}

TEST(PlanDowngrade, LeavesBothParentsOfAMergeBehind) {
  const core::OwnedChain chain = diamond();
  EXPECT_EQ(downgrade(chain.chain(), {"m"}, "b2"), "-m | b2,c2");
  EXPECT_EQ(downgrade(chain.chain(), {"m"}, "b1"), "-m -b2 | b1,c2");
}

TEST(PlanDowngrade, RevertsTheNamedBranchOnly) {
  const core::OwnedChain chain = diamond();
  EXPECT_EQ(downgrade(chain.chain(), {"b2", "c2"}, "left@a"), "-b2 -b1 | c2");
  EXPECT_EQ(downgrade(chain.chain(), {"b2", "c2"}, "a"), "-c2 -c1 -b2 -b1 | a");
  EXPECT_EQ(downgrade(chain.chain(), {"b2", "c2"}, "right@-1"), "-c2 | b2,c1");
  EXPECT_EQ(downgrade(chain.chain(), {"b2", "d"}, "d@base"), "-d | b2");
}

TEST(PlanDowngrade, LooksAtTheBranchBeforeAWholeIdOnlyToChooseALine) {
  const core::OwnedChain chain = diamond();
  EXPECT_EQ(downgrade(chain.chain(), {"b2", "c2"}, "left@c1"), "-c2 | b2,c1");
}

TEST(PlanDowngrade, CountsDownOnTheRowsOwnBranch) {
  const core::OwnedChain chain = chain_of({{"a"}, {"b", {"a"}}, {"c", {"a"}}, {"e", {}, {"b"}}});
  EXPECT_EQ(downgrade(chain.chain(), {"c", "e"}, "c@-1"), "-c | e");
  EXPECT_EQ(downgrade(chain.chain(), {"e"}, "b@-1"), "-e -b | a");
}

TEST(PlanDowngrade, RevertsWhatDependsOnAReversedRevision) {
  const core::OwnedChain chain = dependent();
  EXPECT_EQ(downgrade(chain.chain(), {"x2", "y2"}, "x@base"), "-y2 -x2 -x1 | y1");
}

// Alembic keeps y1 as a row here, and refuses every upgrade afterwards.
TEST(PlanDowngrade, KeepsNoRowThatAnotherImplies) {
  const core::OwnedChain chain = chain_of({{"x1"}, {"y1"}, {"y2", {"y1"}}, {"y3", {"y2"}, {"y1"}}});
  EXPECT_EQ(downgrade(chain.chain(), {"x1", "y3"}, "y2"), "-y3 | x1,y2");
}

// Alembic reverts the whole database here.
TEST(PlanDowngrade, RefusesABranchThatDoesNotExist) {
  const core::OwnedChain chain = line();
  EXPECT_EQ(downgrade_error(chain.chain(), {"d"}, "nosuch@base"), "2: there is no branch \"nosuch\"");
  EXPECT_EQ(downgrade_error(chain.chain(), {"d"}, "nosuch@-1"), "2: there is no branch \"nosuch\"");
}

TEST(PlanDowngrade, RefusesToGuessWhichRowToCountFrom) {
  const core::OwnedChain chain = diamond();
  EXPECT_EQ(downgrade_error(chain.chain(), {"b2", "c2"}, "-1"),
            "2: \"-1\" is ambiguous: the database is at b2, c2; name a revision, or a branch before @");
  EXPECT_EQ(downgrade_error(chain.chain(), {"m"}, "-1"),
            "2: \"-1\" is ambiguous: from m the chain continues to b2, c2; name the revision instead");
}

TEST(PlanDowngrade, RefusesABranchThatDoesNotLeadUpFromTheTarget) {
  const core::OwnedChain chain = diamond();
  EXPECT_EQ(downgrade_error(chain.chain(), {"m"}, "a@a"),
            "2: \"a@a\" does not say which branch to revert: a is not above a, which b1, c1 follow; "
            "name one of them before @");
}

TEST(PlanDowngrade, RefusesWhatIsNotBelowTheRows) {
  const core::OwnedChain chain = dependent();
  EXPECT_EQ(downgrade_error(chain.chain(), {"x1"}, "x2"),
            "2: cannot downgrade to \"x2\": x2 is not applied; the database is at x1");
  EXPECT_EQ(downgrade_error(chain.chain(), {}, "x1"),
            "2: cannot downgrade to \"x1\": x1 is not applied; the database is at base");
  EXPECT_EQ(downgrade_error(chain.chain(), {"y2"}, "x1"),
            "2: cannot downgrade to \"x1\": nothing after x1 is applied; it is applied because the "
            "database is at y2, built on it");
  EXPECT_EQ(downgrade_error(chain.chain(), {"x2"}, "y@-1"),
            "2: cannot downgrade to \"y@-1\": nothing of branch \"y\" is applied");
  EXPECT_EQ(downgrade_error(chain.chain(), {}, "-1"), "2: cannot downgrade to \"-1\": nothing is applied");
  EXPECT_EQ(downgrade_error(chain.chain(), {"x2"}, "+1"),
            "2: \"+1\" goes up; a downgrade counts down, as in \"-1\"");
}

TEST(PlanDowngrade, RefusesAnIrreversibleRevisionBeforeTheFirstStep) {
  core::RevisionSpec irreversible{.id = "b", .parents = {"a"}, .irreversible = "drops the old prices"};
  irreversible.file = "versions/b.sql";
  const core::OwnedChain chain = chain_of({{"a"}, irreversible, {"c", {"b"}}});
  EXPECT_EQ(downgrade(chain.chain(), {"c"}, "b"), "-c | b");
  try {
    (void)plan_downgrade(chain.chain(), RowNames{"c"}, "base");
    FAIL() << "no error";
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::usage);
    EXPECT_STREQ(error.what(),
                 "revision \"b\" is irreversible: drops the old prices; choose a target that keeps it");
    EXPECT_EQ(error.context().revision, "b");
    EXPECT_EQ(error.context().file, "versions/b.sql");
  }
}

TEST(PlanRows, MustBeKnownByTheirWholeId) {
  const core::OwnedChain chain = chain_of({{"abcd"}});
  for (const std::string row : {"zz", "abc"}) {
    const std::string message =
        "10: the database has revision \"" + row +
        "\", which this program does not know; use the program that applied it or a newer one"
        " (or \"stamp --purge REVISION...\" if the row is wrong)";
    EXPECT_EQ(upgrade_error(chain.chain(), {row}, "head"), message);
    EXPECT_EQ(downgrade_error(chain.chain(), {"abcd", row}, "base"), message);
  }
}

TEST(PlanRows, MustNotImplyEachOther) {
  const core::OwnedChain chain = dependent();
  EXPECT_EQ(
      upgrade_error(chain.chain(), {"x1", "y2"}, "heads"),
      "5: the version table is damaged: its row \"y2\" implies its row \"x1\"; find out which revisions the "
      "database really has, then run \"stamp --purge REVISION...\"");
  EXPECT_EQ(downgrade_error(chain.chain(), {"x2", "x2"}, "base"),
            "5: the version table is damaged: it has the row \"x2\" twice; find out which revisions the "
            "database really has, then run \"stamp --purge REVISION...\"");
}

TEST(Plan, IsEmptyWhenThereIsNothingToDo) {
  const core::OwnedChain chain = line();
  EXPECT_TRUE(plan_upgrade(chain.chain(), RowNames{"d"}, "head").empty());
  EXPECT_FALSE(plan_upgrade(chain.chain(), RowNames{"c"}, "head").empty());
  EXPECT_FALSE(plan_stamp(chain.chain(), RowNames{"d"}, RowNames{"base"}, Purge::yes).empty());
}

TEST(Plan, OfAnEmptyChainIsEmpty) {
  const core::OwnedChain chain = chain_of({});
  EXPECT_EQ(upgrade(chain.chain(), {}, "head"), "| ");
  EXPECT_EQ(downgrade(chain.chain(), {}, "base"), "| ");
}

}  // namespace
}  // namespace migrate
