// Steps outside a transaction, item by item: what is committed and recorded, what a rerun does, and what is
// refused in between.

#include "contract/contract.h"
#include "core/chain/digest.h"

namespace migrate::testing {

namespace {

ScriptedRevision items(std::vector<std::string> up, std::vector<std::string> down = {}) {
  return alone({.id = "b", .parents = {"a"}, .up = std::move(up), .down = std::move(down)});
}

void throw_always(StepContext&) {
  throw std::runtime_error("told to fail");
}

const Steps failing{{"fail", &throw_always}};

std::string create(const std::string& table) {
  return "CREATE TABLE " + table + " (id INTEGER)";
}

// Two items are finished, and the third cannot be.
const ScriptedChain& broken() {
  static const ScriptedChain chain(
      {creates("a"), items({create("b1"), "VACUUM", "DELETE FROM nowhere", create("b2")})});
  return chain;
}

// The same with that item corrected.
const ScriptedChain& fixed() {
  static const ScriptedChain chain(
      {creates("a"), items({create("b1"), "VACUUM", create("b3"), create("b2")})});
  return chain;
}

}  // namespace

TEST_P(Contract, ItemsAreRecordedOneByOne) {
  const ScriptedChain chain(
      {creates("a"), items({create("b1"), "VACUUM", create("b2")}), creates("c", {"b"})});
  up(chain);
  EXPECT_THAT(rows(chain), ElementsAre("c"));
  EXPECT_THAT(database_->history(), ElementsAre("upgrade a done", "upgrade b pending 1",
                                                "upgrade b pending 2", "upgrade b done 3", "upgrade c done"));
}

TEST_P(Contract, ItemsOutsideATransactionAreRecordedBeforeAsWell) {
  const ScriptedChain chain({creates("a"), items({"VACUUM"})});
  up(chain);
  EXPECT_THAT(database_->history(), ElementsAre("upgrade a done", "upgrade b pending 0", "upgrade b done 1"));
}

TEST_P(Contract, ItemsInATransactionAreCommittedWithTheirRecord) {
  const ScriptedChain chain({creates("a"), items({create("b1")}), alone(creates("c", {"b"}))});
  up(chain);
  EXPECT_THAT(database_->history(), ElementsAre("upgrade a done", "upgrade b done 1", "upgrade c done 1"));
}

TEST_P(Contract, NoItemsAreOneRecord) {
  up(ScriptedChain({creates("a"), items({})}));
  EXPECT_THAT(database_->history(), ElementsAre("upgrade a done", "upgrade b done 0"));
}

TEST_P(Contract, FailureOfTheFirstItemLeavesNothing) {
  const ScriptedChain chain({creates("a"), items({"DELETE FROM nowhere", create("b1")})});
  const Error error = error_of([&] { up(chain); });
  EXPECT_EQ(error.kind(), ErrorKind::failed);
  EXPECT_EQ(
      std::string(error.what()),
      "versions/b.sql:10: revision \"b\", statement 1: " + failure_text() +
          "Its transaction was rolled back: the database is at a; this run had finished a before. Remove"
          " the cause and run the command again.");
  EXPECT_EQ(now(chain).incomplete, "");
  EXPECT_THAT(database_->history(), ElementsAre("upgrade a done"));
}

TEST_P(Contract, FailureOfALaterItemLeavesTheStepIncomplete) {
  const Error error = error_of([&] { up(broken()); });
  EXPECT_EQ(error.kind(), ErrorKind::incomplete);
  EXPECT_EQ(
      std::string(error.what()),
      "versions/b.sql:12: revision \"b\", statement 3: " + failure_text() +
          "Its transaction was rolled back, but what is before it is committed: revision \"b\" is"
          " incomplete at item 3 of 4; the database is at a; this run had finished a before. Fix the cause"
          " and run the command again, which resumes at that item.");
  const Status status = now(broken());
  EXPECT_EQ(status.incomplete, "b");
  EXPECT_EQ(status.incomplete_item, 3U);
  EXPECT_EQ(status.incomplete_items, 4U);
  EXPECT_THAT(rows(broken()), ElementsAre("a"));
}

TEST_P(Contract, RerunRunsTheOpenItemsAlone) {
  error_of([&] { up(broken()); });
  error_of([&] { up(broken()); });
  const Report report = up(fixed());
  ASSERT_EQ(report.steps.size(), 1U);
  EXPECT_EQ(report.steps[0].revision, "b");
  EXPECT_THAT(rows(fixed()), ElementsAre("b"));
  EXPECT_EQ(now(fixed()).incomplete, "");
  for (const char* table : {"b1", "b2", "b3"}) EXPECT_TRUE(database_->has_table(table)) << table;
  EXPECT_THAT(database_->history(),
              ElementsAre("upgrade a done", "upgrade b pending 1", "upgrade b pending 2",
                          "upgrade b pending 3", "upgrade b done 4"));
}

TEST_P(Contract, OpenItemsMayBeTakenOut) {
  error_of([&] { up(broken()); });
  const ScriptedChain shorter({creates("a"), items({create("b1"), "VACUUM"})});
  up(shorter);
  EXPECT_THAT(rows(shorter), ElementsAre("b"));
}

TEST_P(Contract, FinishedItemsMustBeUnchanged) {
  error_of([&] { up(broken()); });
  const ScriptedChain edited({creates("a"), items({create("b9"), "VACUUM", create("b3")})});
  for (const auto& work :
       std::vector<std::function<void()>>{[&] { up(edited); }, [&] { check(*connection_, edited); }}) {
    const Error error = error_of(work);
    EXPECT_EQ(error.kind(), ErrorKind::mismatch);
    EXPECT_STREQ(error.what(),
                 "one of the items 1 to 2 of the upgrade of revision \"b\" is not the one that ran on this"
                 " database; nothing was changed. The first 2 items are finished: undo the edit of them in"
                 " versions/b.sql, or run \"stamp --purge ROW...\" to say what the database is at");
  }
  EXPECT_FALSE(database_->has_table("b3"));
}

TEST_P(Contract, FinishedItemsMustStayOutsideATransaction) {
  error_of([&] { up(broken()); });
  ScriptedRevision shared = items({create("b1"), "VACUUM", create("b3"), create("b2")});
  shared.transaction = Transaction::shared;
  const Error error = error_of([&] { up(ScriptedChain({creates("a"), shared})); });
  EXPECT_EQ(error.kind(), ErrorKind::mismatch);
  EXPECT_STREQ(
      error.what(),
      "revision \"b\" began with \"transaction: none\", and some of its items are finished; nothing was"
      " changed. Put \"transaction: none\" back into the header of versions/b.sql, or run"
      " \"stamp --purge ROW...\" to say what the database is at");
}

TEST_P(Contract, FailureOutsideATransactionMayLeaveAPart) {
  const ScriptedChain chain({creates("a"), items({"call fail", create("b1")})}, failing);
  const Error error = error_of([&] { up(chain); });
  EXPECT_EQ(error.kind(), ErrorKind::incomplete);
  EXPECT_STREQ(
      error.what(),
      "versions/b.sql:10: revision \"b\", statement 1: told to fail\n"
      "It runs outside a transaction, and part of it may remain: revision \"b\" is incomplete at item 1"
      " of 2; the database is at a; this run had finished a before. Fix the cause and run the command"
      " again, which resumes at that item.");
  EXPECT_EQ(now(chain).incomplete, "b");
  up(ScriptedChain({creates("a"), items({create("b0"), create("b1")})}));
  EXPECT_THAT(database_->history(), ElementsAre("upgrade a done", "upgrade b pending 0",
                                                "upgrade b pending 1", "upgrade b done 2"));
}

TEST_P(Contract, UnfinishedStepStopsEverythingElse) {
  error_of([&] { up(broken()); });
  const Error error = error_of([&] { downgrade(*connection_, broken(), "base"); });
  EXPECT_EQ(error.kind(), ErrorKind::incomplete);
  EXPECT_STREQ(
      error.what(),
      "the upgrade of revision \"b\" (item 3 of 4) runs outside a transaction and is recorded as begun, but"
      " not as finished; nothing was changed. If no other process is at it, run \"upgrade b\" to finish it, "
      "or"
      " \"stamp --purge ROW...\" to say what the database is at");
}

TEST_P(Contract, DowngradeGoesItemByItem) {
  const std::vector<std::string> ups{create("b1"), create("b2")};
  const ScriptedChain stuck({creates("a"), items(ups, {"DROP TABLE b2", "DELETE FROM nowhere"})});
  up(stuck);
  const Error error = error_of([&] { downgrade(*connection_, stuck, "a"); });
  EXPECT_EQ(error.kind(), ErrorKind::incomplete);
  EXPECT_THAT(error.what(), HasSubstr("revision \"b\" is incomplete at item 2 of 2; the database is at b."));
  EXPECT_FALSE(database_->has_table("b2"));
  EXPECT_EQ(error_of([&] { up(stuck); }).kind(), ErrorKind::incomplete);

  downgrade(*connection_, ScriptedChain({creates("a"), items(ups, {"DROP TABLE b2", "DROP TABLE b1"})}), "a");
  EXPECT_FALSE(database_->has_table("b1"));
  EXPECT_THAT(rows(stuck), ElementsAre("a"));
  EXPECT_THAT(database_->history(), ElementsAre("upgrade a done", "upgrade b pending 1", "upgrade b done 2",
                                                "downgrade b pending 1", "downgrade b done 2"));
}

TEST_P(Contract, FailureOfTheFirstItemOfADowngradeLeavesNothing) {
  const ScriptedChain chain({creates("a"), items({create("b1")}, {"DELETE FROM nowhere"})});
  up(chain);
  EXPECT_EQ(error_of([&] { downgrade(*connection_, chain, "a"); }).kind(), ErrorKind::failed);
  EXPECT_FALSE(up(chain).changed());
}

TEST_P(Contract, StampOfTheSameRowForgetsTheUnfinishedStep) {
  error_of([&] { up(broken()); });
  const std::vector<std::string> target{"a"};
  const Report report = stamp(*connection_, broken(), target);
  EXPECT_EQ(report.forgotten_step, "the upgrade of revision \"b\" (item 3 of 4)");
  EXPECT_THAT(report.rows_after, ElementsAre("a"));
  EXPECT_EQ(now(broken()).incomplete, "");
  EXPECT_THAT(rows(broken()), ElementsAre("a"));
  EXPECT_EQ(stamp(*connection_, broken(), target).changed(), false);
  EXPECT_THAT(database_->history().back(), "stamp  done");
}

TEST_P(Contract, StampOfAnotherRowForgetsTheUnfinishedStep) {
  error_of([&] { up(broken()); });
  const std::vector<std::string> target{"b"};
  EXPECT_EQ(stamp(*connection_, broken(), target).forgotten_step,
            "the upgrade of revision \"b\" (item 3 of 4)");
  EXPECT_THAT(rows(broken()), ElementsAre("b"));
}

TEST_P(Contract, AcceptedEditLeavesTheUnfinishedStep) {
  error_of([&] { up(broken()); });
  const ScriptedChain edited({{.id = "a", .up = {create("a"), "DELETE FROM a"}, .down = {"DROP TABLE a"}},
                              items({create("b1"), "VACUUM", create("b3"), create("b2")})});
  EXPECT_EQ(error_of([&] { up(edited); }).kind(), ErrorKind::mismatch);
  accept(*connection_, edited, "a");
  EXPECT_EQ(now(edited).incomplete_item, 3U);
  up(edited);
  EXPECT_THAT(rows(edited), ElementsAre("b"));
}

TEST_P(Contract, ObserverIsToldOfItemsInOneStep) {
  struct Counting : Observer {
    void before_step(const StepEvent&, StepContext&) override { text += "step "; }
    void before_statement(const Statement& statement) override {
      text += std::to_string(statement.number) + ' ';
    }
    void after_step(const StepEvent&, StepContext&) override { text += "end "; }
    std::string text;
  } counting;
  const ScriptedChain chain({creates("a"), items({create("b1"), "VACUUM", create("b2")})});
  up(chain, {.observer = &counting});
  EXPECT_EQ(counting.text, "step 1 end step 1 2 3 end ");
}

}  // namespace migrate::testing
