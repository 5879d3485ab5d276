#include "core/plan/target.h"

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

std::vector<std::string> resolve(const Chain& chain, std::string_view text) {
  std::vector<std::string> ids;
  for (const RevisionIndex index : resolve_all(chain, parse_target(text)))
    ids.emplace_back(chain[index].id());
  return ids;
}

std::string error(const Chain& chain, std::string_view text) {
  return error_of([&] { resolve(chain, text); });
}

// Two lines that part at aaaa01 and a base of their own; cccc01 needs bbbb02.
core::OwnedChain forked() {
  return chain_of({{"aaaa01"},
                   {"bbbb01", {"aaaa01"}, {}, {"billing"}},
                   {"bbbb02", {"bbbb01"}},
                   {"aaaa02", {"aaaa01"}},
                   {"cccc01", {}, {"bbbb02"}, {"crm"}}});
}

TEST(Target, IsTakenApart) {
  const Target target = parse_target("billing@head-12");
  EXPECT_EQ(target.branch, "billing");
  EXPECT_EQ(target.name, "head");
  EXPECT_EQ(target.offset, -12);
  EXPECT_EQ(parse_target("v1.0").name, "v1.0");
  EXPECT_EQ(parse_target("v1.0").offset, std::nullopt);
  EXPECT_EQ(parse_target("b@+2").offset, 2);
  EXPECT_TRUE(parse_target("b@+2").is_counted());
  EXPECT_EQ(parse_target("a+0").offset, 0);
}

TEST(Target, TakesANumberOfAnyLength) {
  EXPECT_EQ(parse_target("+99999999999999999999").offset, std::numeric_limits<std::int64_t>::max());
}

TEST(Target, IsRefusedWhenItDoesNotFitTheGrammar) {
  for (const std::string_view text :
       {"",      "+",   "-",  "+1junk", "a+",  "a+1-1", "+-1",   "++1",   "+0",  "-0", "@",
        "@head", "@+1", "a@", "a@@b",   "a b", "a:b",   "a+1+1", "a-1@b", "+1 ", "a/b"})
    EXPECT_EQ(error_of([&] { (void)parse_target(text); }),
              "2: \"" + std::string(text) +
                  "\" is not a target: write a revision, a branch label, \"head\", \"heads\" or \"base\", "
                  "then +N or -N if needed, after BRANCH@ if needed");
}

TEST(Target, NamesRevisionsByIdLabelAndBeginning) {
  const OwnedChain owned = forked();
  const Chain& chain = owned.chain();
  EXPECT_THAT(resolve(chain, "bbbb01"), ElementsAre("bbbb01"));
  EXPECT_THAT(resolve(chain, "billing"), ElementsAre("bbbb01"));
  EXPECT_THAT(resolve(chain, "c"), ElementsAre("cccc01"));
  EXPECT_THAT(resolve(chain, "base"), IsEmpty());
}

TEST(Target, PrefersAWholeNameToABeginning) {
  const OwnedChain owned = chain_of({{"abcd"}, {"abcde", {"abcd"}, {}, {"abc"}}, {"abcdef", {"abcde"}}});
  EXPECT_THAT(resolve(owned.chain(), "abcd"), ElementsAre("abcd"));
  EXPECT_THAT(resolve(owned.chain(), "abc"), ElementsAre("abcde"));
}

TEST(Target, FindsShortIdsAndLabelsOnlyWhole) {
  const OwnedChain owned = chain_of({{"a1x"}, {"b222", {"a1x"}, {}, {"billing"}}});
  EXPECT_THAT(resolve(owned.chain(), "a1x"), ElementsAre("a1x"));
  EXPECT_EQ(error(owned.chain(), "a1"),
            "2: there is no revision or branch label \"a1\"; did you mean \"a1x\"?");
  EXPECT_EQ(error(owned.chain(), "bill"), "2: there is no revision or branch label \"bill\"");
}

TEST(Target, IsCaseSensitive) {
  const OwnedChain owned = chain_of({{"abcd"}});
  EXPECT_EQ(error(owned.chain(), "ABCD"), "2: there is no revision or branch label \"ABCD\"");
  EXPECT_EQ(error(owned.chain(), "Head"),
            "2: there is no revision or branch label \"Head\"; did you mean \"head\"?");
}

TEST(Target, ListsWhatAnAmbiguousBeginningMayMean) {
  const OwnedChain owned = forked();
  EXPECT_EQ(error(owned.chain(), "aaaa"),
            "2: \"aaaa\" is ambiguous: it begins aaaa01, aaaa02; write more of the id");
}

TEST(Target, HeadIsTheOnlyRevisionWithoutChild) {
  const OwnedChain line = chain_of({{"a"}, {"b", {"a"}}});
  EXPECT_THAT(resolve(line.chain(), "head"), ElementsAre("b"));
  const OwnedChain owned = forked();
  EXPECT_EQ(error(owned.chain(), "head"),
            "2: \"head\" is ambiguous: the chain has the heads aaaa02, bbbb02, cccc01; "
            "name one of them, or write \"heads\" where all are meant");
}

TEST(Target, OfOneRevisionCannotBeHeads) {
  const OwnedChain owned = forked();
  const auto error_of_one = [&](std::string_view text) {
    return error_of([&] { static_cast<void>(resolve_one(owned.chain(), parse_target(text))); });
  };
  EXPECT_EQ(error_of_one("head"),
            "2: \"head\" is ambiguous: the chain has the heads aaaa02, bbbb02, cccc01; name one of them");
  EXPECT_EQ(error_of_one("heads"),
            "2: \"heads\" is ambiguous: the chain has the heads aaaa02, cccc01; name one of them");
}

TEST(Target, HeadsLeavesOutWhatAnotherRevisionDependsOn) {
  const OwnedChain owned = forked();
  EXPECT_THAT(resolve(owned.chain(), "heads"), ElementsAre("aaaa02", "cccc01"));
  EXPECT_THAT(resolve(owned.chain(), "aaaa01@heads"), ElementsAre("aaaa02", "bbbb02"));
}

TEST(Target, BranchNarrowsHeadAndBeginnings) {
  const OwnedChain owned = forked();
  EXPECT_THAT(resolve(owned.chain(), "billing@head"), ElementsAre("bbbb02"));
  EXPECT_THAT(resolve(owned.chain(), "aaaa02@aaaa01"), ElementsAre("aaaa01"));
  EXPECT_THAT(resolve(owned.chain(), "billing@aaaa"), ElementsAre("aaaa01"));
  EXPECT_THAT(resolve(owned.chain(), "billing@base"), IsEmpty());
  EXPECT_EQ(error(owned.chain(), "aaaa01@head"),
            "2: \"aaaa01@head\" is ambiguous: branch \"aaaa01\" has the heads aaaa02, bbbb02; "
            "name one of them, or write \"aaaa01@heads\" where all are meant");
}

TEST(Target, MustBeOnItsBranch) {
  const OwnedChain owned = forked();
  EXPECT_EQ(error(owned.chain(), "billing@aaaa02"),
            "2: \"aaaa02\" is not on branch \"billing\": bbbb01 and aaaa02 do not descend from each other");
}

TEST(Target, BranchMustExistWhateverFollowsIt) {
  const OwnedChain owned = forked();
  for (const std::string_view text : {"biling@head", "biling@heads", "biling@base", "biling@aaaa01"})
    EXPECT_EQ(error(owned.chain(), text), "2: there is no branch \"biling\"; did you mean \"billing\"?")
        << text;
  EXPECT_EQ(error(owned.chain(), "base@head"),
            "2: \"base\" is not a branch: write a branch label or a revision before @");
}

TEST(Target, RangeHasTwoSides) {
  EXPECT_EQ(parse_range("a:b@head").lower, "a");
  EXPECT_EQ(parse_range("a:b@head").upper, "b@head");
  EXPECT_EQ(parse_range(":").upper, "");
  for (const std::string_view text : {"a", "a:b:c", ""})
    EXPECT_EQ(error_of([&] { (void)parse_range(text); }),
              "2: \"" + std::string(text) + "\" is not a range: write FROM:TO, FROM: or :TO");
}

}  // namespace
}  // namespace migrate::core
