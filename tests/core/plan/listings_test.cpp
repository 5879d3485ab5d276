#include "core/plan/listings.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/chains.h"
#include "core/plans.h"

namespace migrate::core {
namespace {

using testing::chain_of;
using ::testing::ElementsAre;
using testing::error_of;
using ::testing::IsEmpty;
using testing::RowNames;

std::vector<std::string> ids(const Chain& chain, const std::vector<RevisionIndex>& revisions) {
  std::vector<std::string> names;
  for (const RevisionIndex revision : revisions) names.emplace_back(chain[revision].id());
  return names;
}

std::vector<std::string> history(const Chain& chain, const RowNames& rows, std::string_view range) {
  return ids(chain, list_history(chain, rows, range));
}

std::vector<std::string> show(const Chain& chain, const RowNames& rows, std::string_view target) {
  return ids(chain, list_shown(chain, rows, target));
}

std::vector<std::string> current(const Chain& chain, const RowNames& rows) {
  return ids(chain, list_current(chain, rows));
}

std::string history_error(const Chain& chain, const RowNames& rows, std::string_view range) {
  return error_of([&] { history(chain, rows, range); });
}

std::string show_error(const Chain& chain, std::string_view target) {
  return error_of([&] { show(chain, {}, target); });
}

OwnedChain line() {
  return chain_of({{"a"}, {"b", {"a"}, {}, {"main"}}, {"c", {"b"}}, {"d", {"c"}}});
}

// a - b1 - b2, a - c1, and a line of its own: x1 - x2, where x2 depends on b2.
OwnedChain forest() {
  return chain_of({{"a"},
                   {"b1", {"a"}, {}, {"left"}},
                   {"b2", {"b1"}},
                   {"c1", {"a"}, {}, {"right"}},
                   {"x1", {}, {}, {"other"}},
                   {"x2", {"x1"}, {"b2"}}});
}

TEST(Queries, ListHeads) {
  const OwnedChain chain = forest();
  EXPECT_THAT(ids(chain.chain(), list_heads(chain.chain(), Heads::all)), ElementsAre("x2", "c1", "b2"));
  EXPECT_THAT(ids(chain.chain(), list_heads(chain.chain(), Heads::without_needed)), ElementsAre("x2", "c1"));
}

TEST(Queries, ListBranchPoints) {
  const OwnedChain chain = forest();
  EXPECT_THAT(ids(chain.chain(), list_branch_points(chain.chain())), ElementsAre("a"));
  const OwnedChain straight = line();
  EXPECT_THAT(ids(straight.chain(), list_branch_points(straight.chain())), IsEmpty());
}

TEST(History, IsNewestFirst) {
  const OwnedChain chain = forest();
  EXPECT_THAT(history(chain.chain(), {}, ""), ElementsAre("x2", "x1", "c1", "b2", "b1", "a"));
  EXPECT_THAT(history(chain.chain(), {}, ":"), ElementsAre("x2", "x1", "c1", "b2", "b1", "a"));
}

TEST(History, ShowsARangeWithBothEnds) {
  const OwnedChain chain = line();
  EXPECT_THAT(history(chain.chain(), {}, "b:c"), ElementsAre("c", "b"));
  EXPECT_THAT(history(chain.chain(), {}, "b:"), ElementsAre("d", "c", "b"));
  EXPECT_THAT(history(chain.chain(), {}, ":b"), ElementsAre("b", "a"));
  EXPECT_THAT(history(chain.chain(), {}, "b:b"), ElementsAre("b"));
  EXPECT_THAT(history(chain.chain(), {}, ":base"), IsEmpty());
}

TEST(History, TakesTheRowsForCurrent) {
  const OwnedChain chain = line();
  EXPECT_THAT(history(chain.chain(), {"c"}, "current:"), ElementsAre("d", "c"));
  EXPECT_THAT(history(chain.chain(), {"c"}, ":current"), ElementsAre("c", "b", "a"));
  EXPECT_THAT(history(chain.chain(), {}, ":current"), IsEmpty());
}

TEST(History, LooksAtTheRowsForCurrentOnly) {
  const OwnedChain chain = line();
  EXPECT_THAT(history(chain.chain(), {"zz"}, ":b"), ElementsAre("b", "a"));
  EXPECT_EQ(history_error(chain.chain(), {"zz"}, ":current"),
            "10: the database has revision \"zz\", which this program does not know; use the program that "
            "applied it "
            "or a newer one (or \"stamp --purge REVISION...\" if the row is wrong)");
  EXPECT_TRUE(mentions_current("current"));
  EXPECT_TRUE(mentions_current(":current"));
  EXPECT_TRUE(mentions_current("current:head"));
  EXPECT_FALSE(mentions_current("a:head"));
}

TEST(History, CountsTheBeginningFromTheHeads) {
  const OwnedChain chain = line();
  EXPECT_THAT(history(chain.chain(), {}, "-1:"), ElementsAre("d", "c"));
  EXPECT_THAT(history(chain.chain(), {"c"}, "-2:current"), ElementsAre("c", "b"));
  EXPECT_THAT(history(chain.chain(), {}, "-9:c"), ElementsAre("c", "b", "a"));
  EXPECT_EQ(history_error(chain.chain(), {}, "-9:"),
            "2: \"-9\" goes below the first revision; write \"base\"");
}

TEST(History, CountsTheEndAndStopsWithTheChain) {
  const OwnedChain chain = line();
  EXPECT_THAT(history(chain.chain(), {}, "b:+1"), ElementsAre("c", "b"));
  EXPECT_THAT(history(chain.chain(), {}, "b:+9"), ElementsAre("d", "c", "b"));
  EXPECT_THAT(history(chain.chain(), {}, ":head-2"), ElementsAre("b", "a"));
  EXPECT_THAT(history(chain.chain(), {}, ":a+1"), ElementsAre("b", "a"));
}

TEST(History, KeepsToTheLineOfItsBeginning) {
  const OwnedChain chain = forest();
  EXPECT_THAT(history(chain.chain(), {}, "x1:"), ElementsAre("x2", "x1"));
  EXPECT_THAT(history(chain.chain(), {}, "right@base:heads"), ElementsAre("c1", "a"));
}

TEST(History, RefusesEndsThatAreNotOnOneLine) {
  const OwnedChain chain = forest();
  EXPECT_EQ(history_error(chain.chain(), {}, "c1:b2"),
            "2: \"c1:b2\" is not a range: its end, b2, does not descend from c1");
  EXPECT_EQ(history_error(chain.chain(), {}, "a:base"),
            "2: \"a:base\" is not a range: its end, base, does not descend from a");
  EXPECT_EQ(history_error(chain.chain(), {"b1", "c1"}, "current:+1"),
            "2: \"+1\" is ambiguous: the range begins at b1, c1");
}

TEST(History, RefusesEndsThatCountTheWrongWay) {
  const OwnedChain chain = line();
  EXPECT_EQ(history_error(chain.chain(), {}, "head-1:"),
            "2: \"head-1\" cannot begin a range: write a revision, or -N to count down from the heads");
  EXPECT_EQ(history_error(chain.chain(), {}, "a:-1"),
            "2: \"-1\" cannot end a range: write a revision, or +N to count up from its beginning");
  EXPECT_EQ(history_error(chain.chain(), {}, "b"), "2: \"b\" is not a range: write FROM:TO, FROM: or :TO");
}

TEST(Show, TakesNamesAndSymbols) {
  const OwnedChain chain = forest();
  EXPECT_THAT(show(chain.chain(), {}, "left"), ElementsAre("b1"));
  EXPECT_THAT(show(chain.chain(), {}, "heads"), ElementsAre("x2", "c1"));
  EXPECT_THAT(show(chain.chain(), {}, "right@head"), ElementsAre("c1"));
  EXPECT_THAT(show(chain.chain(), {}, "base"), IsEmpty());
  EXPECT_THAT(show(chain.chain(), {"c1", "b1"}, "current"), ElementsAre("c1", "b1"));
}

TEST(Show, CountsDownFromTheHeads) {
  const OwnedChain chain = line();
  EXPECT_THAT(show(chain.chain(), {}, "-1"), ElementsAre("c"));
  EXPECT_THAT(show(chain.chain(), {}, "main@-1"), ElementsAre("c"));
  EXPECT_THAT(show(chain.chain(), {}, "-4"), IsEmpty());
  EXPECT_EQ(show_error(chain.chain(), "-5"),
            "2: \"-5\" goes too far: the chain ends at base after 4 of 5 steps");
  EXPECT_EQ(show_error(chain.chain(), "b-1"),
            "2: \"b-1\" cannot be shown: write a revision, or -N to count down from the heads");
}

TEST(Current, AddsTheTipsOfOtherBranches) {
  const OwnedChain chain = forest();
  EXPECT_THAT(current(chain.chain(), {"x2"}), ElementsAre("x2", "b2"));
  EXPECT_THAT(current(chain.chain(), {"b1", "x1"}), ElementsAre("x1", "b1"));
  EXPECT_THAT(current(chain.chain(), {}), IsEmpty());
}

}  // namespace
}  // namespace migrate::core
