// A program meets a database that belongs to another chain, in whole or in part, and reverts nothing of it.

#include "contract/newer_program.h"

namespace migrate::testing {

namespace {

std::string other_chain(const std::string& rows) {
  return "5: this database belongs to another chain: it is at " + rows +
         ", and no revision of this program was ever applied to it; nothing was changed. Check that the path "
         "or"
         " URL names the right database";
}

// What another team applies.
const ScriptedChain& their_tables() {
  static const ScriptedChain chain({creates("t1"), creates("t2", {"t1"})});
  return chain;
}

void expect_refused_by_all(Connection& connection, const Chain& chain, const std::string& message) {
  EXPECT_EQ(told(error_of([&] { rollback(connection, chain); })), message);
  EXPECT_EQ(told(error_of([&] { upgrade(connection, chain, rolling_back()); })), message);
  EXPECT_EQ(told(error_of([&] { upgrade(connection, chain); })), message);
  EXPECT_EQ(told(error_of([&] { downgrade(connection, chain, "-1"); })), message);
  EXPECT_EQ(told(error_of([&] { (void)check(connection, chain); })), message);
  EXPECT_EQ(told(error_of([&] { ensure_version(connection, chain); })), message);
}

const ScriptedChain& with_several_heads() {
  static const ScriptedChain chain({creates("a")}, {}, "migrate_version", {}, true);
  return chain;
}

}  // namespace

TEST_P(Contract, NothingWorksOnTheDatabaseOfAnotherChain) {
  up(their_tables());
  const std::vector<std::string> history = database_->history();
  expect_refused_by_all(*connection_, two_tables(), other_chain("t2"));
  EXPECT_TRUE(database_->has_table("t1"));
  EXPECT_TRUE(database_->has_table("t2"));
  EXPECT_THAT(rows(their_tables()), ElementsAre("t2"));
  EXPECT_EQ(database_->history(), history);
}

TEST_P(Contract, AnotherChainMayUseTheSameIds) {
  ScriptedRevision theirs = creates("a");
  theirs.up.push_back("CREATE TABLE theirs (id INTEGER)");
  up(ScriptedChain({theirs, creates("t2", {"a"})}));
  expect_refused_by_all(*connection_, two_tables(), other_chain("t2"));
  EXPECT_TRUE(database_->has_table("t2"));
}

TEST_P(Contract, AnotherChainMayHaveBeenStamped) {
  const std::vector<std::string> to_t2{"t2"};
  stamp(*connection_, their_tables(), to_t2);
  expect_refused_by_all(*connection_, two_tables(), other_chain("t2"));
}

TEST_P(Contract, AStampedRevisionOfAnotherChainMayNameAnIdOfOurs) {
  ScriptedRevision theirs = creates("b");
  theirs.up.push_back("CREATE TABLE theirs (id INTEGER)");
  const std::vector<std::string> to_t2{"t2"};
  stamp(*connection_, ScriptedChain({theirs, creates("t2", {"b"})}), to_t2);
  expect_refused_by_all(*connection_, two_tables(), other_chain("t2"));
}

TEST_P(Contract, AChainThatWasRevertedMakesRoomForAnother) {
  up(two_tables());
  downgrade(*connection_, two_tables(), "base");
  up(their_tables());
  expect_refused_by_all(*connection_, two_tables(), other_chain("t2"));
}

TEST_P(Contract, AStampAboveOwnRevisionsIsANewerDatabase) {
  const std::vector<std::string> to_c{"c"};
  stamp(*connection_, ScriptedChain({creates("a"), creates("b", {"a"}), creates("c", {"b"})}), to_c);
  EXPECT_EQ(error_of([&] { up(two_tables()); }).kind(), ErrorKind::newer_database);
}

TEST_P(Contract, SeveralBasesDoNotMakeAnotherChainOurs) {
  up(their_tables());
  expect_refused_by_all(*connection_, with_several_heads(), other_chain("t2"));
}

TEST_P(Contract, ABaseBesideOwnRevisionsIsRolledBackWhereSeveralAreAllowed) {
  up(ScriptedChain({creates("a"), creates("n")}));
  EXPECT_EQ(rollback(*connection_, with_several_heads()).steps.size(), 1U);
  EXPECT_FALSE(database_->has_table("n"));
  EXPECT_THAT(rows(with_several_heads()), ElementsAre("a"));
}

TEST_P(Contract, ABaseBesideOwnRevisionsIsNotRolledBackWhereOneIsAllowed) {
  const ScriptedChain one_table({creates("a")});
  up(ScriptedChain({creates("a"), creates("n")}));
  EXPECT_EQ(told(error_of([&] { rollback(*connection_, one_table); })),
            no_downgrade("5", "n, create n", "is a base, and no revision of this program is below it"));
  EXPECT_THAT(error_of([&] { up(one_table); }).what(), ::testing::Not(HasSubstr("rollback")));
  EXPECT_TRUE(database_->has_table("n"));
}

TEST_P(Contract, WhatIsBesideAlembicIsNeverRolledBack) {
  database_->prefix = "alembic";
  const ScriptedChain longer({creates("a"), creates("b", {"a"})}, {}, "alembic_version");
  const ScriptedChain older({creates("a")}, {}, "alembic_version");
  up(longer);
  const std::string refused =
      "10: the database is at b, newer than this program, which does not know these revisions, newest "
      "first:\n"
      "  b, create b\n"
      "Nothing was changed. Run the program that applied them or a newer one, or add them to the migrations"
      " folder and build again";
  EXPECT_EQ(told(error_of([&] { up(older); })), refused);
  EXPECT_EQ(told(error_of([&] { up(older, rolling_back()); })), refused);
  EXPECT_EQ(told(error_of([&] { rollback(*connection_, older); })), refused);
  EXPECT_TRUE(database_->has_table("b"));
}

TEST_P(Contract, AnUnrecordedRowBesideAlembicIsNeverRolledBack) {
  database_->prefix = "alembic";
  const ScriptedChain older({creates("a")}, {}, "alembic_version");
  database_->create_version_table();
  database_->add_version_row("zzz");
  const Error error = error_of([&] { rollback(*connection_, older); });
  EXPECT_EQ(error.kind(), ErrorKind::newer_database);
  EXPECT_THAT(error.what(), HasSubstr("add them to the migrations folder and build again"));
}

}  // namespace migrate::testing
