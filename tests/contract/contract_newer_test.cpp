// A program meets a database with revisions that it does not know, and changes nothing.

#include "contract/newer_program.h"

namespace migrate::testing {

namespace {

const std::string way_out =
    "\nNothing was changed. Run the program that applied them or a newer one, or go back to what this program"
    " knows with \"rollback\" (\"plan rollback\" shows what it would do)";

std::string newer(const std::string& rows, const std::string& list) {
  return "10: the database is at " + rows +
         ", newer than this program, which does not know these revisions, newest first:" + list;
}

ScriptedChain with_compatible_c() {
  return ScriptedChain({creates("a"), creates("b", {"a"}), compatible(creates("c", {"b"}))});
}

}  // namespace

TEST_P(Contract, NewerRevisionsAreNamedWithTheProgramThatAppliedThem) {
  Options options;
  options.program = "shop 2.0";
  up(four_tables(), options);
  EXPECT_EQ(
      told(error_of([&] { up(two_tables()); })),
      newer("d", "\n  d, create d (applied by shop 2.0)\n  c, create c (applied by shop 2.0)") + way_out);
  EXPECT_THAT(rows(two_tables()), ElementsAre("d"));
}

TEST_P(Contract, ManyNewerRevisionsAreCounted) {
  std::vector<ScriptedRevision> line{creates("t10")};
  for (int i = 11; i < 23; ++i)
    line.push_back({.id = "t" + std::to_string(i), .parents = {"t" + std::to_string(i - 1)}});
  up(ScriptedChain(line));
  EXPECT_EQ(
      told(error_of([&] { up(ScriptedChain({creates("t10")})); })),
      newer("t22", "\n  t22\n  t21\n  t20\n  t19\n  t18\n  t17\n  t16\n  t15\n  t14\n  t13\n  and 2 more") +
          way_out);
}

TEST_P(Contract, ANewerRowThatNobodyRecordedIsNamedToo) {
  up(two_tables());
  database_->remove_version_row("b");
  database_->add_version_row("zz");
  EXPECT_EQ(told(error_of([&] { up(two_tables()); })),
            newer("zz", "\n  zz (the history does not say how it was applied)") +
                "\nNothing was changed. Run the program that applied them or a newer one");
}

TEST_P(Contract, NoCommandButAStampWorksOnANewerDatabase) {
  up(four_tables());
  const auto code = [](const auto& work) { return error_of(work).kind(); };
  EXPECT_EQ(code([&] { downgrade(*connection_, two_tables(), "-1"); }), ErrorKind::newer_database);
  EXPECT_EQ(code([&] { (void)check(*connection_, two_tables()); }), ErrorKind::newer_database);
  EXPECT_EQ(code([&] { ensure_version(*connection_, two_tables()); }), ErrorKind::newer_database);
  EXPECT_FALSE(now(two_tables()).unknown_are_compatible);
}

TEST_P(Contract, AProgramWorksOnCompatibleRevisions) {
  up(with_compatible_c());
  const Report report = up(two_tables());
  EXPECT_FALSE(report.changed());
  EXPECT_TRUE(report.has_compatible_revisions);
  EXPECT_THAT(report.rows_after, ElementsAre("c"));
  EXPECT_TRUE(now(two_tables()).unknown_are_compatible);
}

TEST_P(Contract, CheckComparesWhatIsBelowCompatibleRevisions) {
  up(with_compatible_c());
  const CheckReport report = check(*connection_, two_tables());
  EXPECT_TRUE(report.at_head);
  EXPECT_TRUE(report.status.unknown_are_compatible);
  EXPECT_EQ(report.verified, 2U);
}

TEST_P(Contract, CompatibleRevisionsAreNotRolledBackUnasked) {
  up(with_compatible_c());
  EXPECT_FALSE(up(two_tables(), rolling_back()).changed());
  EXPECT_TRUE(database_->has_table("c"));
}

TEST_P(Contract, OneIncompatibleRevisionIsEnoughToRefuse) {
  up(ScriptedChain(
      {creates("a"), creates("b", {"a"}), compatible(creates("c", {"b"})), creates("d", {"c"})}));
  EXPECT_EQ(error_of([&] { up(two_tables()); }).kind(), ErrorKind::newer_database);
}

TEST_P(Contract, ARevisionThatNobodyRecordedIsNotTakenForCompatible) {
  const std::vector<std::string> to_d{"d"};
  const ScriptedChain chain(
      {creates("a"), creates("b", {"a"}), compatible(creates("c", {"b"})), compatible(creates("d", {"c"}))});
  up(two_tables());
  stamp(*connection_, chain, to_d);
  EXPECT_EQ(error_of([&] { up(two_tables()); }).kind(), ErrorKind::newer_database);
}

TEST_P(Contract, CompatibleRevisionsDoNotHelpWhereOwnOnesAreMissing) {
  up(ScriptedChain({creates("a"), compatible(creates("n", {"a"}))}));
  EXPECT_EQ(
      told(error_of([&] { up(two_tables()); })),
      newer("n", "\n  n, create n") +
          "\nNothing was changed. They are marked as compatible, but not all of this program's own revisions"
          " are applied." +
          way_out.substr(way_out.find(" Run the program")));
  EXPECT_FALSE(database_->has_table("b"));
}

TEST_P(Contract, ADowngradeBelowCompatibleRevisionsIsRefused) {
  up(with_compatible_c());
  EXPECT_EQ(error_of([&] { downgrade(*connection_, two_tables(), "-1"); }).kind(), ErrorKind::newer_database);
}

TEST_P(Contract, AnEditBelowCompatibleRevisionsIsStillAnEdit) {
  ScriptedRevision edited = creates("b", {"a"});
  edited.up.push_back("CREATE TABLE extra (id INTEGER)");
  up(with_compatible_c());
  const Error error = error_of([&] { up(ScriptedChain({creates("a"), edited})); });
  EXPECT_EQ(error.kind(), ErrorKind::mismatch);
  EXPECT_EQ(error.context().revision, "b");
}

TEST_P(Contract, AnUnfinishedStepOfANewerProgramIsNotResumed) {
  up(two_tables());
  const ScriptedChain newer_chain(
      {creates("a"), creates("b", {"a"}),
       alone({.id = "c", .parents = {"b"}, .up = {"CREATE TABLE c (id INTEGER)", "DELETE FROM nowhere"}})});
  error_of([&] { up(newer_chain); });
  EXPECT_EQ(
      told(error_of([&] { up(two_tables(), rolling_back()); })),
      "10: the upgrade of revision \"c\" (item 2), which this program does not know, runs outside a "
      "transaction"
      " and is recorded as begun, but not as finished; nothing was changed. If no other process is at it, run"
      " \"upgrade c\" of the program that began it to finish it, or \"stamp --purge ROW...\" to say what the"
      " database is at");
}

TEST_P(Contract, AHigherFormatIsNotRolledBack) {
  up(four_tables());
  database_->set_history("d", "format", "2");
  EXPECT_EQ(error_of([&] { rollback(*connection_, two_tables()); }).kind(), ErrorKind::newer_database);
  EXPECT_TRUE(database_->has_table("d"));
}

}  // namespace migrate::testing
