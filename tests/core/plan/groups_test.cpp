#include <gtest/gtest.h>

#include "core/chains.h"
#include "core/plans.h"

namespace migrate {
namespace {

using testing::chain_of;
using testing::RowNames;

core::RevisionSpec revision(std::string id, std::vector<std::string> parents,
                            Transaction transaction = Transaction::shared) {
  core::RevisionSpec spec{.id = std::move(id), .parents = std::move(parents)};
  spec.transaction = transaction;
  return spec;
}

// "[a b] c": brackets hold what one transaction does.
std::string groups_of(const Chain& chain, const Plan& plan, TransactionMode mode = TransactionMode::all,
                      Dialect dialect = Dialect::sqlite) {
  std::string text;
  for (const Group& group : cut_into_groups(chain, plan, dialect, mode)) {
    std::string steps;
    for (std::size_t i = group.first; i < group.last; ++i)
      steps += (steps.empty() ? "" : " ") + testing::text_of(chain, plan.steps[i]);
    text += (text.empty() ? "" : " ") + (group.transactional ? "[" + steps + "]" : steps);
  }
  return text;
}

core::OwnedChain with_an_index_outside() {
  return chain_of({revision("a", {}), revision("b", {"a"}), revision("c", {"b"}, Transaction::none),
                   revision("d", {"c"}, Transaction::none), revision("e", {"d"}), revision("f", {"e"})});
}

TEST(CutIntoGroups, PutsAllIntoOneTransaction) {
  const core::OwnedChain chain = chain_of({{"a"}, {"b", {"a"}}, {"c", {"b"}}});
  EXPECT_EQ(groups_of(chain.chain(), plan_upgrade(chain.chain(), {}, "head")), "[+a +b +c]");
}

TEST(CutIntoGroups, PutsEachIntoItsOwnTransaction) {
  const core::OwnedChain chain = with_an_index_outside();
  EXPECT_EQ(groups_of(chain.chain(), plan_upgrade(chain.chain(), {}, "head"), TransactionMode::each),
            "[+a] [+b] +c +d [+e] [+f]");
}

TEST(CutIntoGroups, LeavesStepsOutsideOfTransactionsAlone) {
  const core::OwnedChain chain = with_an_index_outside();
  EXPECT_EQ(groups_of(chain.chain(), plan_upgrade(chain.chain(), {}, "head")), "[+a +b] +c +d [+e +f]");
  EXPECT_EQ(groups_of(chain.chain(), plan_downgrade(chain.chain(), RowNames{"f"}, "base")),
            "[-f -e] -d -c [-b -a]");
}

TEST(CutIntoGroups, BeginsATransactionBeforeARevisionThatAsksForIt) {
  const core::OwnedChain chain =
      chain_of({revision("a", {}), revision("b", {"a"}, Transaction::own), revision("c", {"b"})});
  EXPECT_EQ(groups_of(chain.chain(), plan_upgrade(chain.chain(), {}, "head")), "[+a] [+b +c]");
  EXPECT_EQ(groups_of(chain.chain(), plan_downgrade(chain.chain(), RowNames{"c"}, "base")), "[-c] [-b -a]");
}

TEST(CutIntoGroups, CommitsANewEnumValueBeforeItCanBeUsed) {
  core::RevisionSpec adds = revision("b", {"a"});
  adds.scripts = {{}, {.adds_enum_value = true}};
  const core::OwnedChain chain({.dialects = {Dialect::sqlite, Dialect::postgres},
                                .revisions = {revision("a", {}), adds, revision("c", {"b"})}});
  const Plan up = plan_upgrade(chain.chain(), {}, "head");
  EXPECT_EQ(groups_of(chain.chain(), up, TransactionMode::all, Dialect::postgres), "[+a +b] [+c]");
  EXPECT_EQ(groups_of(chain.chain(), up, TransactionMode::all, Dialect::sqlite), "[+a +b +c]");
  const Plan down = plan_downgrade(chain.chain(), RowNames{"c"}, "base");
  EXPECT_EQ(groups_of(chain.chain(), down, TransactionMode::all, Dialect::postgres), "[-c -b -a]");
}

TEST(CutIntoGroups, StampsInOneTransaction) {
  const core::OwnedChain chain = chain_of({{"a"}, {"b"}});
  EXPECT_EQ(groups_of(chain.chain(), plan_stamp(chain.chain(), {}, RowNames{"heads"}), TransactionMode::each),
            "[>a >b]");
}

TEST(CutIntoGroups, HasATransactionForRowsThatAreForgotten) {
  const core::OwnedChain chain = chain_of({{"a"}});
  EXPECT_EQ(groups_of(chain.chain(), plan_stamp(chain.chain(), RowNames{"zz"}, RowNames{"base"}, Purge::yes)),
            "[!zz>]");
  EXPECT_EQ(groups_of(chain.chain(), plan_upgrade(chain.chain(), RowNames{"a"}, "head")), "");
}

}  // namespace
}  // namespace migrate
