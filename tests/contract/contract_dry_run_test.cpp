// Dry runs: what can be rolled back runs, and is rolled back.

#include "contract/contract.h"
#include "contract/newer_program.h"
#include "migrate/dry_run.h"

namespace migrate::testing {
namespace {

using ::testing::FieldsAre;

DryRun try_up(Connection& connection, const Chain& chain, const Options& options = {}) {
  return dry_run_upgrade(connection, chain, "heads", options);
}

bool is_untouched(TestDatabase& database) {
  return !database.has_table("migrate_version") && !database.has_table("migrate_history") &&
         !database.has_table("a");
}

std::vector<std::string> ids_of(const std::vector<StepReport>& steps) {
  std::vector<std::string> ids;
  for (const StepReport& step : steps) ids.push_back(step.revision);
  return ids;
}

}  // namespace

TEST_P(Contract, DryRunsReportWhatPassedAndLeaveNothing) {
  const DryRun trial = try_up(*connection_, two_tables());
  EXPECT_THAT(ids_of(trial.passed), ElementsAre("a", "b"));
  EXPECT_THAT(trial.not_tried, IsEmpty());
  EXPECT_THAT(trial.rows, IsEmpty());
  EXPECT_THAT(trial.rows_after, ElementsAre("b"));
  EXPECT_TRUE(is_untouched(*database_));
}

TEST_P(Contract, DryRunsStartWhereTheDatabaseIs) {
  upgrade(*connection_, two_tables(), "a");
  const std::vector<std::string> history = database_->history();
  const DryRun trial = try_up(*connection_, two_tables());
  EXPECT_THAT(ids_of(trial.passed), ElementsAre("b"));
  EXPECT_THAT(trial.rows, ElementsAre("a"));
  EXPECT_FALSE(database_->has_table("b"));
  EXPECT_EQ(database_->history(), history);
  EXPECT_THAT(rows(two_tables()), ElementsAre("a"));
}

TEST_P(Contract, DryRunsHaveNothingToDo) {
  up(two_tables());
  const DryRun trial = try_up(*connection_, two_tables());
  EXPECT_THAT(trial.passed, IsEmpty());
  EXPECT_THAT(trial.rows, ElementsAre("b"));
  EXPECT_THAT(trial.rows_after, ElementsAre("b"));
}

TEST_P(Contract, DryRunsOfADowngrade) {
  up(two_tables());
  const DryRun trial = dry_run_downgrade(*connection_, two_tables(), "base");
  EXPECT_THAT(ids_of(trial.passed), ElementsAre("b", "a"));
  EXPECT_THAT(trial.rows_after, IsEmpty());
  EXPECT_TRUE(database_->has_table("a") && database_->has_table("b"));
}

TEST_P(Contract, DryRunsOfARollback) {
  up(two_tables());
  const ScriptedChain older({creates("a")});
  const DryRun trial = dry_run_rollback(*connection_, older);
  EXPECT_THAT(ids_of(trial.passed), ElementsAre("b"));
  EXPECT_THAT(trial.rows, ElementsAre("b"));
  EXPECT_THAT(trial.rows_after, ElementsAre("a"));
  EXPECT_TRUE(database_->has_table("b"));
  EXPECT_THAT(dry_run_rollback(*connection_, two_tables()).passed, IsEmpty());
}

TEST_P(Contract, DryRunsRefuseANewerDatabaseAsTheRunDoes) {
  up(two_tables());
  EXPECT_EQ(error_of([&] { try_up(*connection_, ScriptedChain({creates("a")}), rolling_back()); }).kind(),
            ErrorKind::newer_database);
}

TEST_P(Contract, DryRunsShareOneTransactionWhateverTheMode) {
  Options each;
  each.transaction = TransactionMode::each;
  ScriptedRevision own = creates("b", {"a"});
  own.transaction = Transaction::own;
  const ScriptedChain chain({creates("a"), own, creates("c", {"b"})});
  EXPECT_THAT(ids_of(try_up(*connection_, chain, each).passed), ElementsAre("a", "b", "c"));
  EXPECT_TRUE(is_untouched(*database_));
}

TEST_P(Contract, DryRunsStopBeforeARevisionOutsideATransaction) {
  const ScriptedChain chain({creates("a"), alone(creates("b", {"a"})), creates("c", {"b"})});
  const DryRun trial = try_up(*connection_, chain);
  EXPECT_THAT(ids_of(trial.passed), ElementsAre("a"));
  EXPECT_THAT(trial.not_tried, ElementsAre(FieldsAre(StepKind::upgrade, "b", "runs outside any transaction"),
                                           FieldsAre(StepKind::upgrade, "c", "comes after b")));
  EXPECT_THAT(trial.rows_after, ElementsAre("c"));
  EXPECT_TRUE(is_untouched(*database_));
}

TEST_P(Contract, DryRunsFailAsTheRunWould) {
  const ScriptedChain chain({creates("a"), fails("b", {"a"})});
  const Error error = error_of([&] { try_up(*connection_, chain); });
  EXPECT_EQ(error.what(), "versions/b.sql:11: revision \"b\", statement 2: " + failure_text() +
                              "Its transaction was rolled back: the database is at base; this run changed "
                              "nothing. Remove the cause and run the command again.");
  EXPECT_EQ(error.kind(), ErrorKind::failed);
  EXPECT_TRUE(is_untouched(*database_));
}

TEST_P(Contract, DryRunsRunCppSteps) {
  static int calls;
  calls = 0;
  const ScriptedChain chain({{.id = "a", .up = {"CREATE TABLE a (id INTEGER)", "call fill"}}},
                            {{"fill", [](StepContext& context) {
                                ++calls;
                                context.execute("CREATE TABLE by_step (id INTEGER)");
                              }}});
  try_up(*connection_, chain);
  EXPECT_EQ(calls, 1);
  EXPECT_FALSE(database_->has_table("by_step"));
  EXPECT_TRUE(is_untouched(*database_));
}

TEST_P(Contract, DryRunsTellTheObserverOfStepsAndNotOfAnEnd) {
  struct Log : Observer {
    void before_run(const Plan& plan) override {
      lines.push_back("plan " + std::to_string(plan.steps.size()));
    }
    void progress(const StepEvent& event) override { lines.push_back(std::string(event.revision)); }
    void after_run(const Report&) override { lines.emplace_back("end"); }
    void nothing_to_do(const Report&) override { lines.emplace_back("nothing"); }
    std::vector<std::string> lines;
  } log;
  Options options;
  options.observer = &log;
  try_up(*connection_, two_tables(), options);
  EXPECT_THAT(log.lines, ElementsAre("plan 2", "a", "b"));
}

}  // namespace migrate::testing
