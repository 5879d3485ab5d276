// Compares our answers on random graphs with those of Alembic. docs/targets.md lists where they differ on
// purpose; tests/oracle/README.md describes the data.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "core/plan/listings.h"
#include "core/plan/target.h"
#include "core/plans.h"
#include "oracle/oracle_case.h"

namespace migrate::testing {
namespace {

using ::testing::ElementsAreArray;
using ::testing::UnorderedElementsAreArray;

core::OwnedChain chain_of_case(const OracleCase& oracle) {
  core::ChainSpec spec;
  spec.revisions = oracle.revisions;
  return core::OwnedChain(std::move(spec));
}

// Where the recorded answer is a defect, an error is the right one.
bool must_fail(const OracleCase& oracle) {
  const bool refuses_rows = !oracle.rows_are_minimal && !oracle.purge;
  return refuses_rows || oracle.hazard == "unknown-branch-ignored" ||
         oracle.hazard == "ambiguous-downgrade" || oracle.expected.fails;
}

// Runs the check, unless there is rightly no answer to check.
template <typename Answer, typename Check>
void expect_answer(const OracleCase& oracle, Answer answer, Check check) {
  SCOPED_TRACE(oracle.id + ": " + oracle.command + " " + oracle.target + " from " + joined(oracle.rows));
  try {
    const auto answered = answer();
    if (oracle.expected.crashes) return;
    EXPECT_FALSE(must_fail(oracle)) << "there is an answer";
    if (!must_fail(oracle)) check(answered);
  } catch (const Error& error) {
    EXPECT_TRUE(must_fail(oracle)) << error.what();
    EXPECT_NE(error.kind(), ErrorKind::internal) << error.what();
  }
}

// The applied set as the definition has it, without any of the planner's short cuts.
class AppliedSet {
 public:
  AppliedSet(const Chain& chain, const Names& rows) : chain_(chain), applied_(chain.size()) {
    for (const std::string& row : rows) applied_[*chain.find_revision(row)] = true;
    for (auto index = static_cast<RevisionIndex>(chain.size()); index-- > 0;)
      if (applied_[index])
        for (const RevisionIndex below : needed_by(index)) applied_[below] = true;
  }

  // Also says whether the move was possible.
  void take(const Move& move) {
    const bool up = move.direction == Direction::upgrade;
    EXPECT_NE(applied_[move.revision], up);
    for (const RevisionIndex below : needed_by(move.revision)) EXPECT_TRUE(applied_[below]);
    EXPECT_FALSE(is_needed(move.revision));
    applied_[move.revision] = up;
  }

  Names maximal_elements() const {
    Names rows;
    for (const Revision revision : chain_)
      if (applied_[revision.index()] && !is_needed(revision.index())) rows.emplace_back(revision.id());
    std::sort(rows.begin(), rows.end());
    return rows;
  }

 private:
  std::vector<RevisionIndex> needed_by(RevisionIndex index) const {
    std::vector<RevisionIndex> below(chain_[index].parents().begin(), chain_[index].parents().end());
    below.insert(below.end(), chain_[index].dependencies().begin(), chain_[index].dependencies().end());
    return below;
  }

  bool is_needed(RevisionIndex index) const {
    for (const Revision revision : chain_) {
      const std::vector<RevisionIndex> below = needed_by(revision.index());
      if (applied_[revision.index()] && std::count(below.begin(), below.end(), index) > 0) return true;
    }
    return false;
  }

  const Chain& chain_;
  std::vector<bool> applied_;
};

// Alembic empties the table before it makes its steps of a stamp with purge.
Names steps_of(const Chain& chain, const Plan& plan) {
  Names steps;
  for (const PlanStep& step : plan.steps)
    if (!step.forgets()) steps.push_back(text_of(chain, step));
  return steps;
}

// The rows after each step, as its `removed` and `added` make them.
std::vector<Names> rows_of_each_step(const Plan& plan) {
  std::set<std::string> rows(plan.rows_before.begin(), plan.rows_before.end());
  std::vector<Names> all;
  for (const PlanStep& step : plan.steps) {
    for (const std::string& row : step.removed) EXPECT_EQ(rows.erase(row), 1u) << row;
    for (const std::string& row : step.added) EXPECT_TRUE(rows.insert(row).second) << row;
    all.emplace_back(rows.begin(), rows.end());
  }
  return all;
}

void check_every_step(const Chain& chain, const Plan& plan) {
  AppliedSet applied(chain, plan.rows_before);
  const std::vector<Names> rows = rows_of_each_step(plan);
  for (std::size_t i = 0; i < plan.steps.size(); ++i) {
    applied.take(*plan.steps[i].move());
    EXPECT_THAT(rows[i], ElementsAreArray(applied.maximal_elements())) << "after step " << i;
  }
}

void check_plan(const OracleCase& oracle, const Chain& chain, const Plan& plan) {
  EXPECT_THAT(steps_of(chain, plan), UnorderedElementsAreArray(oracle.expected.steps));
  EXPECT_THAT(plan.rows_after, UnorderedElementsAreArray(oracle.expected.rows));
  check_every_step(chain, plan);
  if (!oracle.has_one_order) return;
  EXPECT_THAT(steps_of(chain, plan), ElementsAreArray(oracle.expected.steps));
  EXPECT_THAT(rows_of_each_step(plan), ElementsAreArray(oracle.expected.rows_of_each_step));
}

Names split_at_blanks(const std::string& text) {
  Names words(1);
  for (const char byte : text) {
    if (byte == ' ')
      words.emplace_back();
    else
      words.back() += byte;
  }
  return words;
}

// Of several targets on one line Alembic writes all, and may lose one that was a row before. Right are the
// maximal ones of all that are named.
Names rows_without_redundant_ones(const OracleCase& oracle, const Chain& chain) {
  Names rows = oracle.expected.rows;
  for (const std::string& target : split_at_blanks(oracle.target))
    for (const RevisionIndex revision : core::resolve_all(chain, core::parse_target(target)))
      rows.emplace_back(chain[revision].id());
  return AppliedSet(chain, rows).maximal_elements();
}

void check_stamp(const OracleCase& oracle, const Chain& chain, const Plan& plan) {
  if (oracle.hazard == "stamp-redundant-rows") {
    EXPECT_THAT(plan.rows_after, ElementsAreArray(rows_without_redundant_ones(oracle, chain)));
    return;
  }
  EXPECT_THAT(steps_of(chain, plan), UnorderedElementsAreArray(oracle.expected.steps));
  EXPECT_THAT(plan.rows_after, UnorderedElementsAreArray(oracle.expected.rows));
}

template <typename Planner, typename Check>
void compare_plans(const std::string& command, Planner planner, Check check) {
  const std::vector<OracleCase> cases = read_cases(command);
  ASSERT_FALSE(cases.empty());
  for (const OracleCase& oracle : cases) {
    const core::OwnedChain owned = chain_of_case(oracle);
    const auto plan = [&] { return planner(oracle, owned.chain()); };
    expect_answer(oracle, plan, [&](const Plan& made) { check(oracle, owned.chain(), made); });
  }
}

Names ids(const Chain& chain, const std::vector<RevisionIndex>& revisions) {
  Names names;
  for (const RevisionIndex revision : revisions) names.emplace_back(chain[revision].id());
  return names;
}

template <typename Query>
void compare_lists(const std::string& command, Query query) {
  const std::vector<OracleCase> cases = read_cases(command);
  ASSERT_FALSE(cases.empty());
  for (const OracleCase& oracle : cases) {
    const core::OwnedChain owned = chain_of_case(oracle);
    const auto list = [&] { return ids(owned.chain(), query(oracle, owned.chain())); };
    expect_answer(oracle, list, [&](const Names& names) {
      EXPECT_THAT(names, UnorderedElementsAreArray(oracle.expected.list));
    });
  }
}

TEST(Oracle, Upgrade) {
  const auto plan = [](const OracleCase& oracle, const Chain& chain) {
    return plan_upgrade(chain, oracle.rows, oracle.target);
  };
  compare_plans("upgrade", plan, check_plan);
}

TEST(Oracle, Downgrade) {
  const auto plan = [](const OracleCase& oracle, const Chain& chain) {
    return plan_downgrade(chain, oracle.rows, oracle.target);
  };
  compare_plans("downgrade", plan, check_plan);
}

TEST(Oracle, Stamp) {
  const auto plan = [](const OracleCase& oracle, const Chain& chain) {
    return plan_stamp(chain, oracle.rows, split_at_blanks(oracle.target),
                      oracle.purge ? Purge::yes : Purge::no);
  };
  compare_plans("stamp", plan, check_stamp);
}

TEST(Oracle, History) {
  compare_lists("history-range", [](const OracleCase& oracle, const Chain& chain) {
    return core::list_history(chain, oracle.rows, oracle.target);
  });
}

TEST(Oracle, Show) {
  compare_lists("show", [](const OracleCase& oracle, const Chain& chain) {
    return core::list_shown(chain, oracle.rows, oracle.target);
  });
}

TEST(Oracle, Current) {
  compare_lists("current", [](const OracleCase& oracle, const Chain& chain) {
    return core::list_current(chain, oracle.rows);
  });
}

TEST(Oracle, Heads) {
  compare_lists("heads", [](const OracleCase& oracle, const Chain& chain) {
    return core::list_heads(chain,
                            oracle.resolve_dependencies ? core::Heads::without_needed : core::Heads::all);
  });
}

TEST(Oracle, Branches) {
  compare_lists("branches",
                [](const OracleCase&, const Chain& chain) { return core::list_branch_points(chain); });
  for (const OracleCase& oracle : read_cases("branches")) {
    const core::OwnedChain owned = chain_of_case(oracle);
    for (const RevisionIndex point : core::list_branch_points(owned.chain())) {
      const std::span<const RevisionIndex> children = owned.chain()[point].children();
      const Names names = ids(owned.chain(), {children.begin(), children.end()});
      const std::string id(owned.chain()[point].id());
      EXPECT_THAT(names, UnorderedElementsAreArray(oracle.expected.children.at(id))) << oracle.id;
    }
  }
}

}  // namespace
}  // namespace migrate::testing
