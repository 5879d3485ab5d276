// Reverting what a newer program left.

#include "contract/newer_program.h"

namespace migrate::testing {

namespace {

std::vector<std::string> reverted(const Report& report) {
  std::vector<std::string> ids;
  for (const StepReport& step : report.steps)
    if (step.kind == StepKind::downgrade) ids.push_back(step.revision);
  return ids;
}

ScriptedRevision depending(ScriptedRevision revision, std::vector<std::string> dependencies) {
  revision.dependencies = std::move(dependencies);
  return revision;
}

const ScriptedChain& one_table() {
  static const ScriptedChain chain({creates("a")});
  return chain;
}

}  // namespace

TEST_P(Contract, RollbackRevertsWhatTheChainDoesNotKnow) {
  up(four_tables());
  const Report report = rollback(*connection_, two_tables());
  EXPECT_THAT(reverted(report), ElementsAre("d", "c"));
  EXPECT_THAT(report.rows_before, ElementsAre("d"));
  EXPECT_THAT(report.rows_after, ElementsAre("b"));
  EXPECT_FALSE(database_->has_table("c"));
  EXPECT_TRUE(database_->has_table("b"));
}

TEST_P(Contract, RollbackIsRecordedSoThatTheNewerProgramGoesOn) {
  up(four_tables());
  rollback(*connection_, two_tables());
  EXPECT_THAT(database_->history(), ElementsAre("upgrade a done", "upgrade b done", "upgrade c done",
                                                "upgrade d done", "downgrade d done", "downgrade c done"));
  EXPECT_EQ(up(four_tables()).steps.size(), 2U);
  EXPECT_EQ(check(*connection_, four_tables()).verified, 4U);
}

TEST_P(Contract, RollbackTwiceInARow) {
  for (int i = 0; i < 2; ++i) {
    up(four_tables());
    EXPECT_THAT(reverted(rollback(*connection_, two_tables())), ElementsAre("d", "c"));
  }
}

TEST_P(Contract, RollbackHasNothingToDoOnOwnRevisions) {
  up(two_tables());
  EXPECT_FALSE(rollback(*connection_, two_tables()).changed());
  EXPECT_THAT(rows(two_tables()), ElementsAre("b"));
}

TEST_P(Contract, RollbackRevertsCompatibleRevisionsWhenAsked) {
  up(ScriptedChain({creates("a"), compatible(creates("c", {"a"}))}));
  EXPECT_THAT(reverted(rollback(*connection_, one_table())), ElementsAre("c"));
}

TEST_P(Contract, AnUpgradeGoesOnAfterTheRollback) {
  up(ScriptedChain({creates("a"), creates("n", {"a"})}));
  const Report report = up(two_tables(), rolling_back());
  EXPECT_THAT(reverted(report), ElementsAre("n"));
  EXPECT_EQ(report.steps.back().revision, "b");
  EXPECT_THAT(report.rows_before, ElementsAre("n"));
  EXPECT_THAT(report.rows_after, ElementsAre("b"));
}

TEST_P(Contract, RollbackTakesAMergeApart) {
  up(ScriptedChain({creates("a"), creates("l", {"a"}), creates("r", {"a"}), creates("m", {"l", "r"})}));
  EXPECT_THAT(reverted(rollback(*connection_, one_table())), ElementsAre("m", "r", "l"));
  EXPECT_THAT(rows(one_table()), ElementsAre("a"));
}

TEST_P(Contract, RollbackOfAMergeLeavesTheKnownBranches) {
  const ScriptedChain older({creates("a"), creates("l", {"a"}), creates("r", {"a"})});
  up(ScriptedChain({creates("a"), creates("l", {"a"}), creates("r", {"a"}), creates("m", {"l", "r"})}));
  EXPECT_THAT(reverted(rollback(*connection_, older)), ElementsAre("m"));
  EXPECT_THAT(rows(older), ElementsAre("l", "r"));
}

TEST_P(Contract, RollbackLeavesAKnownRowBesideTheUnknownOne) {
  const ScriptedChain older({creates("a"), creates("l", {"a"}), creates("r", {"a"})});
  up(ScriptedChain({creates("a"), creates("l", {"a"}), creates("r", {"a"}), creates("u", {"l"})}));
  EXPECT_THAT(reverted(rollback(*connection_, older)), ElementsAre("u"));
  EXPECT_THAT(rows(older), ElementsAre("l", "r"));
}

TEST_P(Contract, RollbackRevertsBranchesThatDependOnEachOther) {
  up(ScriptedChain({creates("a"), creates("p", {"a"}), depending(creates("q"), {"p"}),
                    depending(creates("s", {"a"}), {"q"})}));
  EXPECT_THAT(reverted(rollback(*connection_, one_table())), ElementsAre("s", "q", "p"));
  EXPECT_THAT(rows(one_table()), ElementsAre("a"));
}

TEST_P(Contract, RollbackUncoversWhatAnUnknownRevisionDependedOn) {
  const ScriptedChain older({creates("a"), creates("k")});
  up(ScriptedChain({creates("a"), creates("k"), depending(creates("u", {"a"}), {"k"})}));
  EXPECT_THAT(rows(older), ElementsAre("u"));
  rollback(*connection_, older);
  EXPECT_THAT(rows(older), ElementsAre("a", "k"));
}

// A revision that was moved onto another one is not the revision that the program knows.
TEST_P(Contract, AKnownRevisionAboveAnUnknownOneIsAnEdit) {
  const ScriptedChain moved({creates("a"), creates("n", {"a"}), creates("b", {"n"})});
  up(moved);
  const Error error = error_of([&] { rollback(*connection_, two_tables()); });
  EXPECT_EQ(error.kind(), ErrorKind::mismatch);
  EXPECT_EQ(error.context().revision, "b");
}

TEST_P(Contract, ARevisionWithoutAHistoryCannotBeRolledBack) {
  const std::vector<std::string> to_d{"d"};
  up(two_tables());
  stamp(*connection_, four_tables(), to_d);
  EXPECT_EQ(told(error_of([&] { rollback(*connection_, two_tables()); })),
            no_downgrade("5", "c", "is applied, but the history does not say how"));
}

TEST_P(Contract, AnEditBelowIsNotRolledBackOnto) {
  ScriptedRevision edited = creates("b", {"a"});
  edited.up.push_back("CREATE TABLE extra (id INTEGER)");
  up(four_tables());
  const Error error = error_of([&] { rollback(*connection_, ScriptedChain({creates("a"), edited})); });
  EXPECT_EQ(error.kind(), ErrorKind::mismatch);
  EXPECT_EQ(error.context().revision, "b");
}

TEST_P(Contract, AnIrreversibleRevisionStopsTheRollbackBeforeAnythingRuns) {
  ScriptedRevision final = creates("c", {"b"});
  final.irreversible = "the rows are gone";
  up(ScriptedChain({creates("a"), creates("b", {"a"}), final, creates("d", {"c"})}));
  EXPECT_EQ(told(error_of([&] { rollback(*connection_, two_tables()); })),
            no_downgrade("2", "c, create c", "is irreversible"));
  EXPECT_TRUE(database_->has_table("d"));
}

TEST_P(Contract, AStepOutsideATransactionStopsTheRollbackBeforeAnythingRuns) {
  up(ScriptedChain({creates("a"), creates("b", {"a"}), alone(creates("c", {"b"})), creates("d", {"c"})}));
  EXPECT_EQ(told(error_of([&] { rollback(*connection_, two_tables()); })),
            no_downgrade("2", "c, create c", "runs outside a transaction"));
  EXPECT_TRUE(database_->has_table("d"));
}

TEST_P(Contract, AStepThatTheProgramLacksStopsTheRollbackBeforeAnythingRuns) {
  ScriptedRevision calling = creates("c", {"b"});
  calling.down.push_back("call undo");
  up(ScriptedChain({creates("a"), creates("b", {"a"}), calling, creates("d", {"c"})}));
  EXPECT_EQ(told(error_of([&] { rollback(*connection_, two_tables()); })),
            no_downgrade("2", "c, create c",
                         "calls in its downgrade the C++ step \"undo\", which this program does not have"));
  EXPECT_TRUE(database_->has_table("d"));
}

TEST_P(Contract, DamageIsToldBeforeWhatIsOnlyImpossible) {
  ScriptedRevision final = creates("c", {"b"});
  final.irreversible = "the rows are gone";
  up(ScriptedChain({creates("a"), creates("b", {"a"}), final, creates("d", {"c"})}));
  database_->set_history("d", "downgrade", "[]");
  EXPECT_EQ(error_of([&] { rollback(*connection_, two_tables()); }).kind(), ErrorKind::mismatch);
}

TEST_P(Contract, AStepThatTheProgramHasIsCalledByItsName) {
  const Steps steps{{"drop_c", [](StepContext& context) { context.execute("DROP TABLE c"); }}};
  ScriptedRevision known = creates("b", {"a"});
  known.up.push_back("call drop_c");
  known.up.insert(known.up.begin(), "CREATE TABLE c (id INTEGER)");
  const ScriptedRevision calling{
      .id = "c", .parents = {"b"}, .up = {"CREATE TABLE c (id INTEGER)"}, .down = {"call drop_c"}};
  up(ScriptedChain({creates("a"), known, calling}, steps));
  rollback(*connection_, ScriptedChain({creates("a"), known}, steps));
  EXPECT_FALSE(database_->has_table("c"));
}

TEST_P(Contract, RollbackIsOneTransactionWhateverTheSettings) {
  ScriptedRevision wrong = creates("c", {"b"});
  wrong.down = {"DELETE FROM nowhere"};
  Options each = rolling_back();
  each.transaction = TransactionMode::each;
  up(ScriptedChain({creates("a"), creates("b", {"a"}), wrong, creates("d", {"c"})}));
  const Error error = error_of([&] { up(two_tables(), each); });
  EXPECT_EQ(told(error),
            "8: revision \"c\", statement 1: " + failure_text() +
                "Its transaction was rolled back: the database is at d; this run changed nothing."
                " Remove the cause and run the command again.");
  EXPECT_TRUE(database_->has_table("d"));
}

TEST_P(Contract, RollbackAboveAnUnfinishedStepIsRefused) {
  error_of([&] {
    up(ScriptedChain({creates("a"), creates("b", {"a"}), creates("c", {"b"}),
                      alone({.id = "d",
                             .parents = {"c"},
                             .up = {"CREATE TABLE d (id INTEGER)", "DELETE FROM nowhere"}})}),
       {.transaction = TransactionMode::each});
  });
  EXPECT_EQ(
      told(error_of([&] { rollback(*connection_, two_tables()); })),
      "10: the upgrade of revision \"d\" (item 2), which this program does not know, runs outside a"
      " transaction and is recorded as begun, but not as finished; nothing was changed. If no other process "
      "is"
      " at it, run \"upgrade d\" of the program that began it to finish it, or \"stamp --purge ROW...\" to"
      " say what the database is at");
  EXPECT_TRUE(database_->has_table("c"));
}

TEST_P(Contract, RollbackBesideARowWithoutHistoryIsRefused) {
  const auto with_branches = [](std::vector<ScriptedRevision> revisions) {
    return ScriptedChain(std::move(revisions), Steps(), "migrate_version", Schemas(), true);
  };
  up(with_branches({creates("a"), creates("l", {"a"}), creates("r", {"a"})}));
  database_->set_history("l", "revision", "gone");
  EXPECT_EQ(
      told(error_of([&] {
        rollback(*connection_, with_branches({creates("a"), creates("l", {"a"})}));
      })),
      "5: the version table has revision \"l\", but the history does not say that it was applied; nothing was"
      " changed. Find out which revisions the database really has, then run \"stamp --purge REVISION...\"");
  EXPECT_TRUE(database_->has_table("r"));
}

}  // namespace migrate::testing
