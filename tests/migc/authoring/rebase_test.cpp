#include "migc/authoring/rebase.h"

#include <gtest/gtest.h>

#include "core/chains.h"
#include "migrate/error.h"

namespace migrate::migc {
namespace {

using testing::chain_of;

std::string name(const Chain& chain, core::Place place) {
  return place ? std::string(chain[*place].id()) : "base";
}

// "c: a -> b2", or the complaint.
std::string plan(const core::OwnedChain& owned, const char* revision, const char* onto) {
  const Chain& chain = owned.chain();
  try {
    const Rebase rebase = plan_rebase(chain, *chain.find_revision(revision), chain.find_revision(onto));
    return name(chain, rebase.first) + ": " + name(chain, rebase.from) + " -> " + name(chain, rebase.onto);
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::usage);
    return error.what();
  }
}

core::OwnedChain two_lines() {
  return chain_of({{"a"}, {"b", {"a"}}, {"b2", {"b"}}, {"c", {"a"}}, {"c2", {"c"}}});
}

TEST(PlanRebase, MovesTheFirstRevisionBehindTheBranchPoint) {
  EXPECT_EQ(plan(two_lines(), "c2", "b2"), "c: a -> b2");
  EXPECT_EQ(plan(two_lines(), "c", "b2"), "c: a -> b2");
  EXPECT_EQ(plan(two_lines(), "b2", "c"), "b: a -> c");
}

TEST(PlanRebase, ChangesNothingWhereTheLineIsInItsPlace) {
  EXPECT_EQ(plan(two_lines(), "c2", "a"), "c: a -> a");
  EXPECT_EQ(plan(two_lines(), "c2", "base"), "a: base -> base");
}

TEST(PlanRebase, JoinsASecondBase) {
  EXPECT_EQ(plan(chain_of({{"a"}, {"a2", {"a"}}, {"x"}, {"x2", {"x"}}}), "x2", "a2"), "x: base -> a2");
}

TEST(PlanRebase, RefusesToMakeACycle) {
  EXPECT_EQ(plan(two_lines(), "b", "b2"),
            "\"b\" cannot be moved onto \"b2\", which is built on it: that "
            "would be a cycle");
  EXPECT_EQ(plan(two_lines(), "b", "b"),
            "\"b\" cannot be moved onto \"b\", which is built on it: that would "
            "be a cycle");
}

TEST(PlanRebase, RefusesAMerge) {
  const core::OwnedChain merged =
      chain_of({{"a"}, {"b", {"a"}}, {"c", {"a"}}, {"m", {"b", "c"}}, {"m2", {"m"}}, {"d", {"a"}}});
  EXPECT_EQ(plan(merged, "m2", "d"),
            "\"m2\" cannot be moved: a merge ties it to several lines, which begin at b, c");
}

TEST(PlanRebase, RefusesALineThatBeginsWithAMerge) {
  const core::OwnedChain merged =
      chain_of({{"a"}, {"b", {"a"}}, {"c", {"a"}}, {"m", {"b", "c"}}, {"m2", {"m"}}, {"n", {"b", "c"}}});
  EXPECT_EQ(plan(merged, "m2", "n"), "\"m2\" cannot be moved: its line begins with m, a merge of b, c");
}

TEST(PlanRebase, MovesALineThatPartsAndJoinsAgain) {
  const core::OwnedChain diamond =
      chain_of({{"a"}, {"b", {"a"}}, {"c", {"b"}}, {"d", {"b"}}, {"m", {"c", "d"}}, {"x", {"a"}}});
  EXPECT_EQ(plan(diamond, "m", "x"), "b: a -> x");
}

std::string rewritten(std::string bytes, FileKind kind) {
  SourceFile source("p", "n", std::move(bytes));
  Diagnostics diagnostics;
  const std::optional<Header> header = parse_header(source, kind, diagnostics);
  EXPECT_TRUE(header && diagnostics.empty());
  return with_down_revision({source, kind, *header}, "new");
}

TEST(WithDownRevision, ChangesNothingButTheValue) {
  EXPECT_EQ(rewritten("-- revision: old\n-- down_revision: old\n\nold", FileKind::sql),
            "-- revision: old\n-- down_revision: new\n\nold");
}

TEST(WithDownRevision, KeepsCarriageReturnsAndBlanks) {
  EXPECT_EQ(
      rewritten("revision: down_revision\r\ndown_revision:  a, b \t\r\nmessage: x\r\n\r\n", FileKind::yaml),
      "revision: down_revision\r\ndown_revision:  new \t\r\nmessage: x\r\n\r\n");
}

}  // namespace
}  // namespace migrate::migc
