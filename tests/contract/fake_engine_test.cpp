// The contract on the fake, and what only the fake can show: single calls, and their failures.

#include "contract/contract.h"
#include "contract/fake_database.h"

namespace migrate::testing {

std::unique_ptr<TestDatabase> make_fake() {
  return std::make_unique<FakeDatabase>();
}

std::unique_ptr<TestDatabase> make_untrusted_fake() {
  auto database = std::make_unique<FakeDatabase>();
  database->is_untrusted = true;
  return database;
}

INSTANTIATE_TEST_SUITE_P(UntrustedFake, Contract,
                         ::testing::Values(Engine{"UntrustedFake", Dialect::sqlite, &make_untrusted_fake}),
                         &engine_name);
INSTANTIATE_TEST_SUITE_P(Fake, Contract, ::testing::Values(Engine{"Fake", Dialect::sqlite, &make_fake}),
                         &engine_name);

class Calls : public ::testing::Test {
 protected:
  FakeDatabase database_;
  std::unique_ptr<Connection> connection_ = database_.connect();
};

TEST_F(Calls, BookkeepingComesLastInTheGroup) {
  upgrade(*connection_, two_tables());
  EXPECT_THAT(database_.calls,
              ElementsAre("open", "find_tables", "begin", "find_tables", "execute CREATE", "execute CREATE",
                          "enter_revision", "run CREATE TABLE a (id INTEGER)", "leave_revision",
                          "enter_revision", "run CREATE TABLE b (id INTEGER)", "leave_revision",
                          "execute INSERT INTO migrate_history", "execute INSERT INTO migrate_history",
                          "execute INSERT INTO migrate_version", "commit", "close"));
}

TEST_F(Calls, TablesAreComparedUnderTheLockBeforeTheRevisionThatWritesThemAnew) {
  ScriptedRevision rebuild = creates("b", {"a"});
  rebuild.expects = {{"a", "column id integer"}};
  upgrade(*connection_, ScriptedChain({creates("a"), rebuild}));
  database_.calls.resize(12);
  EXPECT_THAT(database_.calls,
              ElementsAre("open", "find_tables", "begin", "find_tables", "execute CREATE", "execute CREATE",
                          "enter_revision", "run CREATE TABLE a (id INTEGER)", "leave_revision",
                          "expect_table a", "enter_revision", "run CREATE TABLE b (id INTEGER)"));
}

TEST_F(Calls, NothingToDoTakesNoLock) {
  upgrade(*connection_, two_tables());
  database_.calls.clear();
  upgrade(*connection_, two_tables());
  EXPECT_THAT(database_.calls, ElementsAre("open", "find_tables", "query", "close"));
}

TEST_F(Calls, SessionIsLockedAroundAStepOutsideATransaction) {
  const ScriptedChain chain({alone({.id = "a", .up = {"VACUUM"}})});
  ensure_version(*connection_, chain);
  database_.calls.clear();
  upgrade(*connection_, chain);
  EXPECT_THAT(
      database_.calls,
      ElementsAre("open", "find_tables", "query", "lock", "begin", "find_tables", "query",
                  "execute INSERT INTO migrate_history", "commit", "enter_revision", "run VACUUM",
                  "leave_revision", "begin", "find_tables", "query", "execute INSERT INTO migrate_history",
                  "execute INSERT INTO migrate_version", "commit", "unlock", "close"));
}

TEST_F(Calls, ItemIsCommittedTogetherWithItsRecord) {
  const ScriptedChain chain({alone({.id = "a", .up = {"SET x = 1", "CREATE TABLE a (id INTEGER)"}})});
  ensure_version(*connection_, chain);
  database_.calls.clear();
  upgrade(*connection_, chain);
  EXPECT_THAT(
      database_.calls,
      ElementsAre("open", "find_tables", "query", "lock", "begin", "find_tables", "query", "enter_revision",
                  "run SET x = 1", "leave_revision", "execute INSERT INTO migrate_history", "commit", "begin",
                  "find_tables", "query", "enter_revision", "run SET x = 1",
                  "run CREATE TABLE a (id INTEGER)", "leave_revision", "execute INSERT INTO migrate_history",
                  "execute INSERT INTO migrate_version", "commit", "unlock", "close"));
}

// The tables of b1 and b2 come with the records of their items.
void expect_items_recorded(FakeDatabase& database, const std::string& call) {
  const std::vector<std::string> history = database.history();
  const auto says = [&](const std::string& line) { return std::ranges::count(history, line) == 1; };
  EXPECT_EQ(database.has_table("b1"), says("upgrade b pending 1")) << call;
  EXPECT_EQ(database.has_table("b2"), says("upgrade b done 4")) << call;
}

// Whichever call of a run fails: the rows say what is there, and the next run finishes.
TEST_F(Calls, AnyFailureLeavesTheTruth) {
  const ScriptedChain chain(
      {creates("a"),
       alone({.id = "b",
              .parents = {"a"},
              .up = {"CREATE TABLE b1 (id INTEGER)", "VACUUM", "VACUUM b", "CREATE TABLE b2 (id INTEGER)"}}),
       creates("c", {"b"})});
  FakeDatabase whole;
  upgrade(*whole.connect(), chain);
  std::vector<std::string> calls = whole.calls;
  std::erase_if(calls, [](const std::string& call) { return call == "close" || call == "unlock"; });
  for (const std::string& call : calls) {
    FakeDatabase database;
    const auto connection = database.connect();
    database.failing_call = call;
    error_of([&] { upgrade(*connection, chain); });
    const std::vector<std::string> rows = current(*connection, chain).rows;
    const bool knows_a = !rows.empty();
    EXPECT_EQ(knows_a, database.has_table("a")) << call;
    expect_items_recorded(database, call);
    EXPECT_EQ(rows == std::vector<std::string>{"c"}, database.has_table("c")) << call;
    upgrade(*connection, chain);
    EXPECT_THAT(current(*connection, chain).rows, ElementsAre("c")) << call;
  }
}

class BetweenGroups : public Calls {
 protected:
  // Once the first group is committed, another process goes on to the target.
  void intrude(const Chain& chain, std::string target) {
    database_.before_group = [this, &chain, target] {
      if (++groups_ != 2) return;
      database_.before_group = nullptr;
      upgrade(*database_.connect(), chain, target);
    };
  }

  int groups_ = 0;
  const ScriptedChain chain_{
      {creates("a"), creates("b", {"a"}), creates("c", {"b"}), creates("d", {"c"}), creates("e", {"d"})}};
  const Options each_{.transaction = TransactionMode::each};
};

TEST_F(BetweenGroups, RunGoesOnFromWhereAnotherProcessGot) {
  intrude(chain_, "c");
  const Report report = upgrade(*connection_, chain_, each_);
  EXPECT_EQ(report.steps.size(), 3U);
  EXPECT_THAT(report.rows_after, ElementsAre("e"));
  EXPECT_EQ(database_.history().size(), 5U);
}

// No lock keeps another process off while an item runs outside a transaction.
TEST_F(BetweenGroups, ItemThatAnotherProcessRanAsWellIsRecordedOnce) {
  const ScriptedChain chain({alone({.id = "a", .up = {"VACUUM", "VACUUM b"}}), creates("b", {"a"})});
  intrude(chain, "b");
  EXPECT_FALSE(upgrade(*connection_, chain).changed());
  EXPECT_THAT(database_.history(), ElementsAre("upgrade a pending 0", "upgrade a pending 1",
                                               "upgrade a done 2", "upgrade b done"));
}

TEST_F(BetweenGroups, RunGoesOnFromTheItemThatAnotherProcessGotTo) {
  const ScriptedChain chain({alone({.id = "a", .up = {"VACUUM", "CREATE TABLE a (id INTEGER)"}})});
  database_.before_group = [&] {
    if (++groups_ != 2) return;
    database_.before_group = nullptr;
    struct Stops : Observer {
      void before_statement(const Statement& statement) override {
        if (statement.number == 2) throw std::runtime_error("stopped");
      }
    } stops;
    error_of([&] { upgrade(*database_.connect(), chain, {.observer = &stops}); });
  };
  upgrade(*connection_, chain);
  EXPECT_THAT(database_.history(),
              ElementsAre("upgrade a pending 0", "upgrade a pending 1", "upgrade a done 2"));
}

// It was at the item when this run looked first, and had finished it when this run got the lock.
TEST_F(BetweenGroups, ItemThatAnotherProcessFinishedIsNotRunAgain) {
  const Steps steps{{"fail", [](StepContext&) { throw std::runtime_error("told to fail"); }}};
  error_of([&] { upgrade(*connection_, ScriptedChain({alone({.id = "a", .up = {"call fail"}})}, steps)); });
  const ScriptedChain chain({alone({.id = "a", .up = {"VACUUM"}})});
  database_.before_group = [&] {
    database_.before_group = nullptr;
    upgrade(*database_.connect(), chain);
  };
  EXPECT_FALSE(upgrade(*connection_, chain).changed());
  EXPECT_EQ(std::ranges::count(database_.calls, "run VACUUM"), 1);
}

TEST_F(BetweenGroups, RelativeTargetIsNotCountedAgainFromElsewhere) {
  intrude(chain_, "c");
  const Error error = error_of([&] { upgrade(*connection_, chain_, "+2", each_); });
  EXPECT_EQ(error.kind(), ErrorKind::busy);
  EXPECT_STREQ(
      error.what(),
      "another process changed the version rows during this run: they are now c, and the target means"
      " something else from there; this run had finished a. Check \"current\" and run the command"
      " again if it is still wanted");
}

}  // namespace migrate::testing
