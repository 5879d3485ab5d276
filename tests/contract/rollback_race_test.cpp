// What another process does between the look of a rollback and its lock.

#include "contract/fake_database.h"
#include "contract/newer_program.h"

namespace migrate::testing {

class RollbackRace : public ::testing::Test {
 protected:
  RollbackRace() { upgrade(*connection_, four_tables()); }

  // Once, before the next group takes its lock.
  void meanwhile(std::function<void()> work) {
    database_.before_group = [this, work = std::move(work)] {
      database_.before_group = nullptr;
      work();
    };
  }

  FakeDatabase database_;
  std::unique_ptr<Connection> connection_ = database_.connect();
};

TEST_F(RollbackRace, AWayBackThatIsChangedBeforeTheLockIsNotRun) {
  meanwhile([&] { database_.set_history("c", "downgrade", R"([{"sql":"DROP TABLE a"}])"); });
  EXPECT_EQ(error_of([&] { rollback(*connection_, two_tables()); }).kind(), ErrorKind::mismatch);
  EXPECT_TRUE(database_.has_table("d"));
  EXPECT_TRUE(database_.has_table("a"));
}

TEST_F(RollbackRace, WhatAnotherProcessRolledBackIsDone) {
  meanwhile([&] { rollback(*database_.connect(), two_tables()); });
  EXPECT_FALSE(rollback(*connection_, two_tables()).changed());
  EXPECT_EQ(database_.history().size(), 6U);
}

TEST_F(RollbackRace, WhatANewerProgramAddsIsRolledBackToo) {
  const ScriptedChain five(
      {creates("a"), creates("b", {"a"}), creates("c", {"b"}), creates("d", {"c"}), creates("e", {"d"})});
  meanwhile([&] { upgrade(*database_.connect(), five); });
  const Report report = rollback(*connection_, two_tables());
  EXPECT_EQ(report.steps.size(), 3U);
  EXPECT_THAT(report.rows_after, ElementsAre("b"));
}

TEST_F(RollbackRace, AnUpgradeThatMeetsANewerProgramUnderTheLockRefuses) {
  downgrade(*connection_, four_tables(), "base");
  meanwhile([&] { upgrade(*database_.connect(), four_tables()); });
  EXPECT_EQ(error_of([&] { upgrade(*connection_, two_tables()); }).kind(), ErrorKind::newer_database);
  EXPECT_TRUE(database_.has_table("d"));
}

TEST_F(RollbackRace, AnUpgradeThatMeetsANewerProgramUnderTheLockRollsBackWhenAllowed) {
  downgrade(*connection_, four_tables(), "base");
  meanwhile([&] { upgrade(*database_.connect(), four_tables()); });
  EXPECT_THAT(upgrade(*connection_, two_tables(), rolling_back()).rows_after, ElementsAre("b"));
  EXPECT_FALSE(database_.has_table("c"));
}

TEST_F(RollbackRace, AFailureAfterTheCommitSaysWhereTheDatabaseIs) {
  struct BreaksTheNextLook : Observer {
    explicit BreaksTheNextLook(FakeDatabase& fake) : database(fake) {}
    void after_step(const StepEvent&, StepContext&) override { database.failing_call = "find_tables"; }
    FakeDatabase& database;
  };
  BreaksTheNextLook observer(database_);
  const Error error = error_of([&] { rollback(*connection_, two_tables(), {.observer = &observer}); });
  EXPECT_THAT(error.what(), HasSubstr("The database is at b; this run had finished d, c before."));
  EXPECT_FALSE(database_.has_table("c"));
}

}  // namespace migrate::testing
