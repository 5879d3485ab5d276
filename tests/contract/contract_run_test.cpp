// Upgrades, downgrades, groups, failures, steps outside a transaction.

#include "contract/contract.h"

namespace migrate::testing {

namespace {

const Options each{.transaction = TransactionMode::each};

}  // namespace

TEST_P(Contract, UpgradeAppliesAllRevisionsInOrder) {
  const Report report = up(two_tables());
  EXPECT_THAT(report.rows_before, IsEmpty());
  EXPECT_THAT(report.rows_after, ElementsAre("b"));
  ASSERT_EQ(report.steps.size(), 2U);
  EXPECT_EQ(report.steps[0].revision, "a");
  EXPECT_THAT(report.steps[1].removed, ElementsAre("a"));
  EXPECT_THAT(rows(two_tables()), ElementsAre("b"));
  EXPECT_TRUE(database_->has_table("a") && database_->has_table("b"));
  EXPECT_THAT(database_->history(), ElementsAre("upgrade a done", "upgrade b done"));
}

TEST_P(Contract, UpgradeAtHeadDoesNothing) {
  up(two_tables());
  EXPECT_FALSE(up(two_tables()).changed());
  EXPECT_EQ(database_->history().size(), 2U);
}

TEST_P(Contract, IsCurrentOnceNothingIsLeftToUpgrade) {
  EXPECT_FALSE(is_current(*connection_, two_tables()));
  upgrade(*connection_, two_tables(), "a");
  EXPECT_FALSE(is_current(*connection_, two_tables()));
  up(two_tables());
  EXPECT_TRUE(is_current(*connection_, two_tables()));
  EXPECT_EQ(error_of([&] { (void)is_current(*connection_, ScriptedChain({creates("x")})); }).kind(),
            ErrorKind::mismatch);
}

TEST_P(Contract, UpgradeStopsAtItsTarget) {
  upgrade(*connection_, two_tables(), "a");
  EXPECT_THAT(rows(two_tables()), ElementsAre("a"));
  EXPECT_FALSE(database_->has_table("b"));
}

TEST_P(Contract, UpgradeGoesToAllHeads) {
  const ScriptedChain chain({creates("a"), creates("b", {"a"}), creates("c", {"a"})});
  up(chain);
  EXPECT_THAT(rows(chain), ElementsAre("b", "c"));
}

TEST_P(Contract, DowngradeRevertsAndRecords) {
  up(two_tables());
  downgrade(*connection_, two_tables(), "-1");
  EXPECT_THAT(rows(two_tables()), ElementsAre("a"));
  EXPECT_FALSE(database_->has_table("b"));
  downgrade(*connection_, two_tables(), "base");
  EXPECT_THAT(rows(two_tables()), IsEmpty());
  EXPECT_THAT(database_->history(),
              ElementsAre("upgrade a done", "upgrade b done", "downgrade b done", "downgrade a done"));
}

TEST_P(Contract, UpgradeWorksAgainAfterDowngrade) {
  up(two_tables());
  downgrade(*connection_, two_tables(), "base");
  up(two_tables());
  EXPECT_THAT(rows(two_tables()), ElementsAre("b"));
}

TEST_P(Contract, FailureRollsTheWholeRunBack) {
  const ScriptedChain chain({creates("a"), fails("b", {"a"})});
  const Error error = error_of([&] { up(chain); });
  EXPECT_EQ(error.kind(), ErrorKind::failed);
  EXPECT_EQ(
      std::string(error.what()),
      "versions/b.sql:11: revision \"b\", statement 2: " + failure_text() +
          "Its transaction was rolled back: the database is at base; this run changed nothing. Remove the"
          " cause and run the command again.");
  EXPECT_FALSE(database_->has_table("a"));
  EXPECT_FALSE(now(chain).has_tables);
}

TEST_P(Contract, FailureNamesItsPlace) {
  const ScriptedChain chain({creates("a"), fails("b", {"a"})});
  const ErrorContext context = error_of([&] { up(chain); }).context();
  EXPECT_EQ(context.revision, "b");
  EXPECT_EQ(context.statement, 2U);
  EXPECT_EQ(context.file, "versions/b.sql");
  EXPECT_EQ(context.line, 11U);
  EXPECT_EQ(context.database_code, failure_code());
}

TEST_P(Contract, FailureHasItsPartsAsFields) {
  const ScriptedChain chain({creates("a"), fails("b", {"a"})});
  const ErrorContext context = error_of([&] { up(chain, each); }).context();
  EXPECT_FALSE(context.database_message.empty());
  EXPECT_THAT(failure_text(), HasSubstr(context.database_message));
  EXPECT_EQ(context.state,
            "Its transaction was rolled back: the database is at a; this run had finished a before.");
  EXPECT_EQ(context.advice, "Remove the cause and run the command again.");
}

// A second exception while one is copied would end the process.
static_assert(std::is_nothrow_copy_constructible_v<Error> && std::is_nothrow_copy_assignable_v<Error>);

TEST_P(Contract, FailureKeepsEarlierGroups) {
  const ScriptedChain chain({creates("a"), fails("b", {"a"})});
  const Error error = error_of([&] { up(chain, each); });
  EXPECT_EQ(
      std::string(error.what()),
      "versions/b.sql:11: revision \"b\", statement 2: " + failure_text() +
          "Its transaction was rolled back: the database is at a; this run had finished a before. Remove"
          " the cause and run the command again.");
  EXPECT_THAT(error.context().applied, ElementsAre("a"));
  EXPECT_THAT(rows(chain), ElementsAre("a"));
  EXPECT_THAT(database_->history(), ElementsAre("upgrade a done"));
  EXPECT_FALSE(database_->has_table("b"));
}

TEST_P(Contract, UnknownTargetTouchesNothing) {
  EXPECT_EQ(error_of([&] { upgrade(*connection_, two_tables(), "nope"); }).kind(), ErrorKind::usage);
  EXPECT_EQ(database_->history().size(), 0U);
}

TEST_P(Contract, LookingCreatesNothing) {
  up(ScriptedChain({{.id = "a"}}));
  downgrade(*connection_, ScriptedChain({{.id = "a"}}), "base");
  const std::size_t before = database_->history().size();
  EXPECT_THAT(rows(two_tables()), IsEmpty());
  EXPECT_EQ(check(*connection_, two_tables()).verified, 0U);
  EXPECT_EQ(database_->history().size(), before);
}

TEST_P(Contract, StepsRunInsideTheTransaction) {
  const Steps steps{
      {"fill", [](StepContext& context) { context.execute("CREATE TABLE filled (id INTEGER)"); }}};
  const ScriptedChain good({{.id = "a", .up = {"call fill"}}}, steps);
  const ScriptedChain bad({{.id = "a", .up = {"call fill", "DELETE FROM nowhere"}}}, steps);
  EXPECT_EQ(error_of([&] { up(bad); }).kind(), ErrorKind::failed);
  EXPECT_FALSE(database_->has_table("filled"));
  up(good);
  EXPECT_TRUE(database_->has_table("filled"));
}

TEST_P(Contract, ExceptionOfAStepRollsBack) {
  const ScriptedChain chain({creates("a"), {.id = "b", .parents = {"a"}, .up = {"call fill"}}},
                            {{"fill", [](StepContext&) { throw std::runtime_error("no rows to fill"); }}});
  const Error error = error_of([&] { up(chain); });
  EXPECT_EQ(error.kind(), ErrorKind::failed);
  EXPECT_STREQ(
      error.what(),
      "versions/b.sql:10: revision \"b\", statement 1: no rows to fill\n"
      "Its transaction was rolled back: the database is at base; this run changed nothing. Remove the"
      " cause and run the command again.");
  EXPECT_FALSE(database_->has_table("a"));
}

TEST_P(Contract, MissingStepIsRefusedBeforeTheFirstStatement) {
  const ScriptedChain chain({creates("a"), {.id = "b", .parents = {"a"}, .up = {"call fill"}}});
  const Error error = error_of([&] { up(chain, each); });
  EXPECT_EQ(error.kind(), ErrorKind::usage);
  EXPECT_STREQ(
      error.what(),
      "versions/b.sql:10: revision \"b\" calls the C++ step \"fill\", which this program does not have;"
      " nothing was changed. Run the plan with the program that the step is linked into; without it,"
      " \"upgrade a\" is possible");
  EXPECT_FALSE(database_->has_table("a"));
}

TEST_P(Contract, WrongNativeHandleIsRefused) {
  const ScriptedChain chain({{.id = "a", .up = {"call take"}}},
                            {{"take", [](StepContext& context) { context.native<std::string>(); }}});
  EXPECT_THAT(error_of([&] { up(chain); }).what(), HasSubstr("no native handle of this type"));
}

TEST_P(Contract, PlanIsAppliedAsItIs) {
  const Plan plan = plan_upgrade(two_tables(), rows(two_tables()), "+1");
  apply(*connection_, two_tables(), plan);
  EXPECT_THAT(rows(two_tables()), ElementsAre("a"));
}

TEST_P(Contract, PlanForOtherRowsIsRefused) {
  const Plan plan = plan_upgrade(two_tables(), {}, "+1");
  up(two_tables());
  const Error error = error_of([&] { apply(*connection_, two_tables(), plan); });
  EXPECT_EQ(error.kind(), ErrorKind::busy);
  EXPECT_STREQ(error.what(), "the plan starts from base, but the database is at b; make a new plan");
}

TEST_P(Contract, EnsureVersionCreatesTheTables) {
  ensure_version(*connection_, two_tables());
  EXPECT_TRUE(now(two_tables()).has_tables);
  EXPECT_THAT(rows(two_tables()), IsEmpty());
}

}  // namespace migrate::testing
