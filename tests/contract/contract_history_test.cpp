// Stamps, edited revisions, damaged and newer histories.

#include "contract/contract.h"

namespace migrate::testing {

namespace {

ScriptedRevision edited(ScriptedRevision revision) {
  revision.up.push_back("CREATE TABLE extra (id INTEGER)");
  return revision;
}

std::string digest_of(const Chain& chain, std::string_view id, Dialect dialect) {
  return std::string(chain[*chain.find_revision(id)].chain_digest(dialect));
}

const std::vector<std::string> to_b{"b"};

}  // namespace

TEST_P(Contract, StampRunsNothing) {
  stamp(*connection_, two_tables(), to_b);
  EXPECT_THAT(rows(two_tables()), ElementsAre("b"));
  EXPECT_FALSE(database_->has_table("b"));
  EXPECT_THAT(database_->history(), ElementsAre("stamp b done"));
  EXPECT_FALSE(up(two_tables()).changed());
}

TEST_P(Contract, StampToBaseIsRecordedWithoutARevision) {
  const std::vector<std::string> base{"base"};
  up(two_tables());
  stamp(*connection_, two_tables(), base);
  EXPECT_THAT(rows(two_tables()), IsEmpty());
  EXPECT_EQ(database_->history().back(), "stamp  done");
}

TEST_P(Contract, StampTakesSeveralTargets) {
  const ScriptedChain chain({creates("a"), creates("b", {"a"}), creates("c", {"a"})});
  const std::vector<std::string> both{"b", "c"};
  stamp(*connection_, chain, both);
  EXPECT_THAT(rows(chain), ElementsAre("b", "c"));
}

// A stamp records its own revision only.
TEST_P(Contract, ADowngradeMayComeToWhatStoodBelowAStamp) {
  const ScriptedChain chain({{.id = "a"}, {.id = "b", .parents = {"a"}}});
  stamp(*connection_, chain, to_b);
  downgrade(*connection_, chain, "-1");
  EXPECT_THAT(database_->history(), ElementsAre("stamp b done", "downgrade b done", "adopt a done"));
  EXPECT_TRUE(up(chain).changed());
}

TEST_P(Contract, ARowWhoseRevisionWasRevertedIsUnverified) {
  up(two_tables());
  downgrade(*connection_, two_tables(), "-1");
  database_->remove_version_row("a");
  database_->add_version_row("b");
  EXPECT_EQ(error_of([&] { up(two_tables()); }).kind(), ErrorKind::mismatch);
}

TEST_P(Contract, PurgeForgetsUnknownRows) {
  ensure_version(*connection_, two_tables());
  database_->add_version_row("zzz");
  EXPECT_EQ(error_of([&] { stamp(*connection_, two_tables(), to_b); }).kind(), ErrorKind::newer_database);
  stamp(*connection_, two_tables(), to_b, Purge::yes);
  EXPECT_THAT(rows(two_tables()), ElementsAre("b"));
}

TEST_P(Contract, EditedRevisionIsNamedWithBothDigests) {
  const ScriptedChain after({edited(creates("a")), creates("b", {"a"})});
  up(two_tables());
  const Error error = error_of([&] { up(after); });
  EXPECT_EQ(error.kind(), ErrorKind::mismatch);
  EXPECT_EQ(error.context().revision, "a");
  EXPECT_EQ(error.what(), "revision \"a\" is not what was applied to this database: its chain digest is " +
                              digest_of(after, "a", GetParam().dialect) + ", the history has " +
                              digest_of(two_tables(), "a", GetParam().dialect) +
                              "; nothing was changed. Undo the edit of versions/a.sql, or run"
                              " \"stamp --accept a\" if the database is right as it is");
}

TEST_P(Contract, EditedDowngradeIsNoDifference) {
  ScriptedRevision corrected = creates("a");
  corrected.down = {"DROP TABLE a", "CREATE TABLE kept (id INTEGER)"};
  corrected.message = "another message";
  up(ScriptedChain({creates("a")}));
  EXPECT_FALSE(up(ScriptedChain({corrected})).changed());
}

TEST_P(Contract, EditedRevisionStopsADowngradeToo) {
  up(two_tables());
  const ScriptedChain after({edited(creates("a")), creates("b", {"a"})});
  EXPECT_EQ(error_of([&] { downgrade(*connection_, after, "base"); }).kind(), ErrorKind::mismatch);
  EXPECT_TRUE(database_->has_table("b"));
}

TEST_P(Contract, AcceptedRevisionIsNoDifferenceAnyMore) {
  const ScriptedChain after({edited(creates("a")), creates("b", {"a"})});
  up(two_tables());
  accept(*connection_, after, "a");
  EXPECT_FALSE(up(after).changed());
  EXPECT_EQ(check(*connection_, after).verified, 2U);
}

TEST_P(Contract, AcceptingOneEditDoesNotHideAnother) {
  const ScriptedChain after({edited(creates("a")), edited(creates("b", {"a"}))});
  up(two_tables());
  accept(*connection_, after, "a");
  EXPECT_EQ(error_of([&] { up(after); }).context().revision, "b");
}

TEST_P(Contract, OnlyAnAppliedRevisionCanBeAccepted) {
  upgrade(*connection_, two_tables(), "a");
  const Error error = error_of([&] { accept(*connection_, two_tables(), "b"); });
  EXPECT_EQ(error.kind(), ErrorKind::usage);
  EXPECT_STREQ(error.what(),
               "\"b\" cannot be accepted: it is not an applied revision; \"current\" shows what is");
}

TEST_P(Contract, ChangedHistoryRowOfTheHeadIsRefused) {
  up(two_tables());
  database_->set_history("b", "chain_digest", "0000");
  const Error error = error_of([&] { up(two_tables()); });
  EXPECT_EQ(error.kind(), ErrorKind::mismatch);
  EXPECT_EQ(error.context().revision, "b");
}

TEST_P(Contract, CheckReadsEveryHistoryRow) {
  up(two_tables());
  EXPECT_EQ(check(*connection_, two_tables()).verified, 2U);
  database_->set_history("a", "content_digest", "0000");
  EXPECT_STREQ(
      error_of([&] { check(*connection_, two_tables()); }).what(),
      "the history of revision \"a\" was changed: its chain digest is right, but its content digest or"
      " its parents are not. Nothing was changed; restore the row, or run \"stamp --accept a\" if the"
      " database is right as it is");
}

TEST_P(Contract, CheckSaysWhetherTheDatabaseIsAtHead) {
  upgrade(*connection_, two_tables(), "a");
  EXPECT_FALSE(check(*connection_, two_tables()).at_head);
  up(two_tables());
  EXPECT_TRUE(check(*connection_, two_tables()).at_head);
}

TEST_P(Contract, UnknownRowMeansANewerDatabase) {
  const ScriptedChain newer({creates("a"), creates("b", {"a"}), creates("c", {"b"})});
  up(newer);
  EXPECT_EQ(error_of([&] { up(two_tables()); }).kind(), ErrorKind::newer_database);
  EXPECT_THAT(now(two_tables()).unknown, ElementsAre("c"));
}

TEST_P(Contract, HigherFormatMeansANewerDatabase) {
  up(two_tables());
  database_->set_history("b", "format", "2");
  const Error error = error_of([&] { up(two_tables()); });
  EXPECT_EQ(error.kind(), ErrorKind::newer_database);
  EXPECT_STREQ(error.what(),
               "the history of this database has format 2, this program knows formats up to 1; nothing was"
               " changed. Use the program that wrote it or a newer one");
}

TEST_P(Contract, RowWithoutHistoryIsUnverified) {
  ensure_version(*connection_, two_tables());
  database_->add_version_row("a");
  EXPECT_THAT(now(two_tables()).unverified, ElementsAre("a"));
  const Error error = error_of([&] { up(two_tables()); });
  EXPECT_EQ(error.kind(), ErrorKind::mismatch);
  EXPECT_STREQ(
      error.what(),
      "the version table has revision \"a\", but the history does not say that it was applied; nothing"
      " was changed. Find out which revisions the database really has, then run"
      " \"stamp --purge REVISION...\"");
}

TEST_P(Contract, RowsThatImplyEachOtherAreDamage) {
  up(two_tables());
  database_->add_version_row("a");
  EXPECT_EQ(error_of([&] { up(two_tables()); }).kind(), ErrorKind::mismatch);
}

}  // namespace migrate::testing
