#include "migrate/chain.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/chains.h"
#include "migrate/error.h"

namespace migrate {
namespace {

using testing::chain_of;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

std::vector<std::string> ids(const Chain& chain, std::span<const RevisionIndex> indexes) {
  std::vector<std::string> names;
  for (const RevisionIndex index : indexes) names.emplace_back(chain[index].id());
  return names;
}

std::vector<std::string> ids(const Chain& chain) {
  std::vector<std::string> names;
  for (const Revision revision : chain) names.emplace_back(revision.id());
  return names;
}

TEST(Chain, IsInTopologicalOrderWithTiesById) {
  const core::OwnedChain owned =
      chain_of({{"m", {"z", "b"}}, {"z", {"a"}}, {"b", {"a"}}, {"a"}, {"c", {}, {"z"}}});
  EXPECT_THAT(ids(owned.chain()), ElementsAre("a", "b", "z", "c", "m"));
}

TEST(Chain, KnowsEveryRelationInBothDirections) {
  const core::OwnedChain owned = chain_of({{"a"}, {"b", {"a"}}, {"c", {"a"}, {"b"}}, {"m", {"c", "b"}}});
  const Chain& chain = owned.chain();
  const auto relation = [&](std::string_view id, auto member) {
    return ids(chain, (chain[*chain.find_revision(id)].*member)());
  };
  EXPECT_THAT(relation("a", &Revision::children), ElementsAre("b", "c"));
  EXPECT_THAT(relation("b", &Revision::dependents), ElementsAre("c"));
  EXPECT_THAT(relation("c", &Revision::dependencies), ElementsAre("b"));
  EXPECT_THAT(relation("m", &Revision::parents), ElementsAre("c", "b"));
  EXPECT_THAT(relation("a", &Revision::parents), IsEmpty());
  EXPECT_THAT(ids(chain, chain.heads()), ElementsAre("m"));
  EXPECT_THAT(ids(chain, chain.bases()), ElementsAre("a"));
}

TEST(Chain, FindsByIdLabelAndPrefix) {
  const core::OwnedChain owned =
      chain_of({{"abc1"}, {"abc2", {"abc1"}, {}, {"billing", "ops"}}, {"abd", {"abc2"}}});
  const Chain& chain = owned.chain();
  EXPECT_EQ(chain[*chain.find_revision("abc2")].id(), "abc2");
  EXPECT_EQ(chain.find_revision("abc"), std::nullopt);
  EXPECT_EQ(chain.find_revision("ABC1"), std::nullopt);
  EXPECT_EQ(chain.find_label("billing"), chain.find_revision("abc2"));
  EXPECT_EQ(chain.find_label("bill"), std::nullopt);
  EXPECT_THAT(ids(chain, chain.find_prefix("abc")), ElementsAre("abc1", "abc2"));
  EXPECT_THAT(ids(chain, chain.find_prefix("")), ElementsAre("abc1", "abc2", "abd"));
  EXPECT_THAT(ids(chain, chain.find_prefix("abe")), IsEmpty());
  EXPECT_EQ(chain[1].labels()[0], "billing");
  EXPECT_EQ(chain[1].labels()[1], "ops");
}

TEST(Chain, RejectsNamesThatNobodyChecked) {
  EXPECT_THROW(chain_of({{"a", {"nosuch"}}}), Error);
  EXPECT_THROW(chain_of({{"a", {"b"}}, {"b", {"a"}}}), Error);
}

core::ScriptSpec script(std::string upgrade, std::string downgrade) {
  return {.upgrade = {{false, std::move(upgrade), 7}, {true, "fill", 8}},
          .downgrade = {{false, std::move(downgrade), 9}}};
}

core::OwnedChain two_dialects(std::string sqlite, std::string postgres,
                              std::string downgrade = "DROP TABLE t") {
  core::RevisionSpec revision{.id = "a"};
  revision.scripts = {script(std::move(sqlite), downgrade), script(std::move(postgres), downgrade)};
  const core::RevisionSpec child{.id = "b", .parents = {"a"}};
  return core::OwnedChain({.dialects = {Dialect::sqlite, Dialect::postgres}, .revisions = {child, revision}});
}

TEST(Chain, HoldsAScriptForEachDialect) {
  const core::OwnedChain owned = two_dialects("CREATE TABLE t(a)", "CREATE TABLE t(a int)");
  const Revision revision = owned.chain()[0];
  EXPECT_EQ(revision.upgrade(Dialect::sqlite)[0].text(), "CREATE TABLE t(a)");
  EXPECT_EQ(revision.upgrade(Dialect::postgres)[0].text(), "CREATE TABLE t(a int)");
  EXPECT_EQ(revision.upgrade(Dialect::postgres)[0].line(), 7u);
  EXPECT_TRUE(revision.upgrade(Dialect::postgres)[1].is_call());
  EXPECT_EQ(revision.upgrade(Dialect::postgres)[1].step(), nullptr);
  EXPECT_EQ(revision.downgrade(Dialect::sqlite)[0].text(), "DROP TABLE t");
  EXPECT_THAT(owned.step_names(), ElementsAre("fill"));
}

TEST(Chain, DigestsSeeUpgradesOnlyAndEachDialectAlone) {
  const core::OwnedChain first = two_dialects("CREATE TABLE t(a)", "CREATE TABLE t(a int)");
  const core::OwnedChain other_postgres = two_dialects("CREATE TABLE t(a)", "CREATE TABLE t(b int)");
  const core::OwnedChain other_downgrade =
      two_dialects("CREATE TABLE t(a)", "CREATE TABLE t(a int)", "DROP TABLE IF EXISTS t");
  const Revision head = first.chain()[1];
  EXPECT_EQ(head.chain_digest(Dialect::sqlite), other_postgres.chain()[1].chain_digest(Dialect::sqlite));
  EXPECT_NE(head.chain_digest(Dialect::postgres), other_postgres.chain()[1].chain_digest(Dialect::postgres));
  EXPECT_NE(first.chain().root_digest(), other_postgres.chain().root_digest());
  EXPECT_EQ(first.chain().root_digest(), other_downgrade.chain().root_digest());
}

}  // namespace
}  // namespace migrate
