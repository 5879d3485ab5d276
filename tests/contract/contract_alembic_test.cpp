// A version table that Alembic made and goes on using: what it applied is taken over, and is not held against
// anybody. In a table of our own the same rows are damage (contract_history_test.cpp).

#include "contract/contract.h"

namespace migrate::testing {

namespace {

const ScriptedChain& three_tables() {
  static const ScriptedChain chain({creates("a"), creates("b", {"a"}), creates("c", {"b"})}, {},
                                   "alembic_version");
  return chain;
}

// What Alembic does when it upgrades or downgrades: it runs its own script and changes the row.
void alembic_moves(TestDatabase& database, const std::string& from, const std::string& to) {
  if (!from.empty()) database.remove_version_row(from);
  if (!to.empty()) database.add_version_row(to);
}

void alembic_begins(TestDatabase& database, const std::string& row) {
  database.prefix = "alembic";
  database.create_version_table();
  database.add_version_row(row);
}

}  // namespace

TEST_P(Contract, AlembicsRowsAreAcceptedAndReported) {
  alembic_begins(*database_, "a");
  EXPECT_THAT(now(three_tables()).unverified, ElementsAre("a"));
  const CheckReport report = check(*connection_, three_tables());
  EXPECT_THAT(report.status.unverified, ElementsAre("a"));
  EXPECT_EQ(report.verified, 0U);
  EXPECT_FALSE(database_->has_table("alembic_history"));
}

TEST_P(Contract, AlembicsRowsAreAdoptedBeforeTheFirstStep) {
  alembic_begins(*database_, "a");
  up(three_tables());
  EXPECT_THAT(database_->history(), ElementsAre("adopt a done", "upgrade b done", "upgrade c done"));
  EXPECT_THAT(now(three_tables()).unverified, IsEmpty());
}

TEST_P(Contract, WhenAlembicIsAtHeadNothingIsWritten) {
  alembic_begins(*database_, "c");
  EXPECT_FALSE(up(three_tables()).changed());
  EXPECT_THAT(database_->history(), IsEmpty());
}

TEST_P(Contract, AlembicMayGoOnBetweenOurRuns) {
  alembic_begins(*database_, "a");
  upgrade(*connection_, three_tables(), "b");
  alembic_moves(*database_, "b", "c");
  EXPECT_THAT(now(three_tables()).unverified, ElementsAre("c"));
  downgrade(*connection_,
            ScriptedChain({creates("a"), creates("b", {"a"}), {.id = "c", .parents = {"b"}}}, {},
                          "alembic_version"),
            "-1");
  EXPECT_THAT(database_->history(),
              ElementsAre("adopt a done", "upgrade b done", "adopt c done", "downgrade c done"));
}

TEST_P(Contract, WhatAlembicRevertedAndAppliedAgainIsAdoptedAgain) {
  alembic_begins(*database_, "a");
  upgrade(*connection_, three_tables(), "b");
  downgrade(*connection_, three_tables(), "-1");
  alembic_moves(*database_, "a", "b");
  EXPECT_THAT(now(three_tables()).unverified, ElementsAre("b"));
  up(three_tables());
  EXPECT_THAT(database_->history(), ElementsAre("adopt a done", "upgrade b done", "downgrade b done",
                                                "adopt b done", "upgrade c done"));
}

TEST_P(Contract, AWayDownMayComeToWhatAlembicApplied) {
  alembic_begins(*database_, "b");
  const ScriptedChain chain({creates("a"), {.id = "b", .parents = {"a"}}}, {}, "alembic_version");
  downgrade(*connection_, chain, "-1");
  EXPECT_THAT(database_->history(), ElementsAre("adopt b done", "downgrade b done", "adopt a done"));
}

TEST_P(Contract, AStampAdoptsNothing) {
  const std::vector<std::string> to_c{"c"};
  alembic_begins(*database_, "a");
  stamp(*connection_, three_tables(), to_c);
  EXPECT_THAT(database_->history(), ElementsAre("stamp c done"));
}

TEST_P(Contract, WhatWasAdoptedIsVerifiedFromThenOn) {
  ScriptedRevision edited = creates("a");
  edited.up.push_back("CREATE TABLE extra (id INTEGER)");
  alembic_begins(*database_, "a");
  upgrade(*connection_, three_tables(), "b");
  const ScriptedChain after({edited, creates("b", {"a"}), creates("c", {"b"})}, {}, "alembic_version");
  const Error error = error_of([&] { up(after); });
  EXPECT_EQ(error.kind(), ErrorKind::mismatch);
  EXPECT_EQ(error.context().revision, "a");
}

TEST_P(Contract, ARevisionThatOnlyAlembicHasStopsTheRun) {
  alembic_begins(*database_, "zzz");
  const Error error = error_of([&] { up(three_tables()); });
  EXPECT_EQ(error.kind(), ErrorKind::newer_database);
  EXPECT_STREQ(error.what(),
               "the database is at zzz, newer than this program, which does not know these revisions, newest"
               " first:\n  zzz (the history does not say how it was applied)\nNothing was changed. If Alembic"
               " applied them, add them to the migrations folder and build again");
}

}  // namespace migrate::testing
