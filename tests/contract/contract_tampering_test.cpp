// History rows that were modified by hand. Each row has a digest over all that a rollback, or a program on a
// newer database, is going to trust.

#include "contract/newer_program.h"

namespace migrate::testing {

namespace {

std::string modified_row(const std::string& id) {
  return "5: the history row of revision " + id + ", create " + id +
         " does not match its row_digest: it was modified after it was written; nothing was changed. Restore "
         "the"
         " row from a backup, or run \"stamp --accept " +
         id + "\" with a program that knows this revision";
}

std::string downgrade_of(const std::string& id) {
  return "[{\"sql\":\"DROP TABLE " + id + "\"}]";
}

core::RecordedRevision row_of(const Chain& chain, const std::string& id, Dialect dialect) {
  core::RecordedRevision row = core::record_of(chain, *chain.find_revision(id), dialect);
  row.downgrade = downgrade_of(id);
  return row;
}

// With the digest that fits what the row says now, as its author can compute it.
void write(TestDatabase& database, const core::RecordedRevision& row) {
  database.set_history(row.revision, "down_revision", row.down_revision);
  database.set_history(row.revision, "flags", row.flags);
  if (row.downgrade) database.set_history(row.revision, "downgrade", *row.downgrade);
  database.set_history(row.revision, "row_digest", seal_of(row));
}

void expect_refused(Connection& connection, TestDatabase& database, const std::string& message) {
  EXPECT_EQ(told(error_of([&] { rollback(connection, two_tables()); })), message);
  EXPECT_EQ(told(error_of([&] { upgrade(connection, two_tables(), rolling_back()); })), message);
  EXPECT_TRUE(database.has_table("d"));
  EXPECT_THAT(current(connection, four_tables()).rows, ElementsAre("d"));
}

}  // namespace

TEST_P(Contract, AStoredDowngradeThatWasChangedIsNotRun) {
  up(four_tables());
  database_->set_history("c", "downgrade", downgrade_of("a"));
  expect_refused(*connection_, *database_, modified_row("c"));
}

TEST_P(Contract, ADowngradeCopiedFromAnotherRowWithItsDigestIsNotRun) {
  up(four_tables());
  database_->set_history("d", "downgrade", downgrade_of("a"));
  database_->set_history("d", "row_digest", seal_of(row_of(four_tables(), "a", GetParam().dialect)));
  expect_refused(*connection_, *database_, modified_row("d"));
}

TEST_P(Contract, ADowngradeCopiedFromAnotherDatabaseWithItsDigestIsNotRun) {
  ScriptedRevision other = creates("c", {"b"});
  other.up.push_back("CREATE TABLE extra (id INTEGER)");
  const ScriptedChain elsewhere({creates("a"), creates("b", {"a"}), other});
  up(four_tables());
  database_->set_history("c", "row_digest", seal_of(row_of(elsewhere, "c", GetParam().dialect)));
  expect_refused(*connection_, *database_, modified_row("c"));
}

TEST_P(Contract, EveryColumnOfTheDigestIsChecked) {
  up(four_tables());
  database_->set_history("c", "depends_on", "a");
  expect_refused(*connection_, *database_, modified_row("c"));
}

TEST_P(Contract, AFlagSetByHandDoesNotMakeARevisionCompatible) {
  up(four_tables());
  for (const std::string id : {"c", "d"}) database_->set_history(id, "flags", "compatible");
  EXPECT_EQ(told(error_of([&] { up(two_tables()); })), modified_row("c"));
  EXPECT_EQ(told(error_of([&] { (void)check(*connection_, two_tables()); })), modified_row("c"));
  EXPECT_FALSE(now(two_tables()).unknown_are_compatible);
}

TEST_P(Contract, AFlagSetByHandDoesNotMakeARevisionIrreversible) {
  up(four_tables());
  database_->set_history("c", "flags", "irreversible");
  expect_refused(*connection_, *database_, modified_row("c"));
}

TEST_P(Contract, TheRowOfAnIrreversibleRevisionHasADigestToo) {
  ScriptedRevision final = creates("c", {"b"});
  final.irreversible = "the rows are gone";
  up(ScriptedChain({creates("a"), creates("b", {"a"}), final, creates("d", {"c"})}));
  database_->set_history("c", "flags", "");
  expect_refused(*connection_, *database_, modified_row("c"));
}

TEST_P(Contract, AcceptWritesARowThatCanBeTrustedAgain) {
  up(four_tables());
  database_->set_history("c", "flags", "lossy");
  accept(*connection_, four_tables(), "c");
  EXPECT_EQ(rollback(*connection_, two_tables()).steps.size(), 2U);
}

TEST_P(Contract, ParentsThatTheChainDigestDoesNotCoverAreNotFollowed) {
  up(four_tables());
  core::RecordedRevision row = row_of(four_tables(), "c", GetParam().dialect);
  row.down_revision = "a";
  write(*database_, row);
  expect_refused(
      *connection_, *database_,
      no_downgrade("5", "c, create c",
                   "was changed in the history: its chain digest does not belong to its id, content, parents"
                   " and dependencies"));
}

TEST_P(Contract, AHistoryThatLeadsInACircleIsNotFollowed) {
  up(four_tables());
  core::RecordedRevision row = row_of(four_tables(), "c", GetParam().dialect);
  row.down_revision = "d";
  write(*database_, row);
  EXPECT_EQ(error_of([&] { rollback(*connection_, two_tables()); }).kind(), ErrorKind::mismatch);
}

TEST_P(Contract, AStoredDowngradeThatIsNoScriptIsNotRun) {
  up(four_tables());
  core::RecordedRevision row = row_of(four_tables(), "c", GetParam().dialect);
  row.downgrade = downgrade_of("c") + " DROP TABLE a";
  write(*database_, row);
  expect_refused(*connection_, *database_,
                 no_downgrade("5", "c, create c",
                              "has a stored downgrade that is not a JSON array of statements and calls"));
}

TEST_P(Contract, AMissingDowngradeIsDamage) {
  ScriptedRevision final = creates("c", {"b"});
  final.irreversible = "the rows are gone";
  const ScriptedChain chain({creates("a"), creates("b", {"a"}), final, creates("d", {"c"})});
  up(chain);
  core::RecordedRevision row = row_of(chain, "c", GetParam().dialect);
  row.flags.clear();
  row.downgrade.reset();
  write(*database_, row);
  expect_refused(
      *connection_, *database_,
      no_downgrade("5", "c, create c", "has no stored downgrade, although it is not irreversible"));
}

}  // namespace migrate::testing
