// A database that has tables of the chain before the chain has ever run on it (issue 11, item 20).

#include "contract/contract.h"

namespace migrate::testing {
namespace {

// Makes tables as if by hand: by a chain that keeps its records elsewhere.
void make(Connection& connection, const std::vector<std::string>& statements) {
  const ScriptedChain by_hand({{.id = "hand", .up = statements}}, {}, "hand_version");
  upgrade(connection, by_hand);
}

std::string refusal(const std::string& tables) {
  return "no revision is recorded in this database, but " + tables +
         "; nothing was changed. If the database has the schema of a revision, run \"stamp REVISION\" to "
         "record"
         " it; otherwise choose another database";
}

TEST_P(Contract, ATableThatTheChainCreatesIsNamedBeforeTheFirstUpgrade) {
  make(*connection_, {"CREATE TABLE b (id INTEGER)"});
  const Error error = error_of([&] { up(two_tables()); });
  EXPECT_EQ(error.kind(), ErrorKind::mismatch);
  EXPECT_EQ(error.what(), refusal("a table that the chain creates exists: b"));
  EXPECT_FALSE(database_->has_table("a"));
  EXPECT_FALSE(now(two_tables()).has_tables);
}

TEST_P(Contract, ManyExistingTablesAreCounted) {
  std::vector<std::string> statements;
  for (char letter = 'a'; letter < 'a' + 12; ++letter)
    statements.push_back(std::string("CREATE TABLE t") + letter + " (id INTEGER)");
  make(*connection_, statements);
  const ScriptedChain chain({{.id = "all", .up = statements}});
  EXPECT_EQ(
      error_of([&] { up(chain); }).what(),
      refusal("tables that the chain creates exist: ta, tb, tc, td, te, tf, tg, th, ti, tj and 2 more"));
}

TEST_P(Contract, TheStampThatIsAdvisedSuffices) {
  make(*connection_, {"CREATE TABLE a (id INTEGER)"});
  EXPECT_EQ(error_of([&] { up(two_tables()); }).kind(), ErrorKind::mismatch);
  stamp(*connection_, two_tables(), {"a"});
  up(two_tables());
  EXPECT_THAT(rows(two_tables()), ElementsAre("b"));
}

TEST_P(Contract, AnEmptyVersionTableIsNoRecord) {
  make(*connection_, {"CREATE TABLE a (id INTEGER)"});
  ensure_version(*connection_, two_tables());
  EXPECT_EQ(error_of([&] { up(two_tables()); }).what(), refusal("a table that the chain creates exists: a"));
}

TEST_P(Contract, AnExistingTableIsNamedBeforeAStepOutsideATransaction) {
  make(*connection_, {"CREATE TABLE a (id INTEGER)"});
  const ScriptedChain chain({alone(creates("a"))});
  EXPECT_EQ(error_of([&] { up(chain); }).what(), refusal("a table that the chain creates exists: a"));
  EXPECT_THAT(database_->history(), IsEmpty());
}

TEST_P(Contract, TablesOfOthersAreNotMentioned) {
  make(*connection_, {"CREATE TABLE c (id INTEGER)", "CREATE TABLE ab (id INTEGER)"});
  up(two_tables());
  EXPECT_THAT(rows(two_tables()), ElementsAre("b"));
}

TEST_P(Contract, ATableThatThePlanDropsFirstMayExist) {
  make(*connection_, {"CREATE TABLE a (id INTEGER)"});
  up(ScriptedChain({{.id = "one", .up = {"DROP TABLE a", "CREATE TABLE a (id INTEGER)"}}}));
  EXPECT_TRUE(database_->has_table("a"));
}

TEST_P(Contract, WhereARevisionIsAppliedTablesAreNotAskedFor) {
  make(*connection_, {"CREATE TABLE b (id INTEGER)"});
  up(ScriptedChain({creates("a")}));
  const Error error = error_of([&] { up(two_tables()); });
  EXPECT_THAT(error.what(), ::testing::Not(HasSubstr("stamp REVISION")));
}

TEST_P(Contract, RowsOfAlembicAreARecord) {
  const ScriptedChain alembic({creates("a"), creates("b", {"a"})}, {}, "alembic_version");
  database_->prefix = "alembic";
  make(*connection_, {"CREATE TABLE a (id INTEGER)"});
  database_->create_version_table();
  database_->add_version_row("a");
  up(alembic);
  EXPECT_THAT(rows(alembic), ElementsAre("b"));
}

}  // namespace
}  // namespace migrate::testing
