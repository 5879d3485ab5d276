// Observers, the stop flag, and other processes that change the rows in the meantime.

#include <atomic>

#include "contract/contract.h"
#include "migrate/line_log.h"

namespace migrate::testing {

namespace {

class Recorder : public Observer {
 public:
  void before_run(const Plan& plan) override {
    lines.push_back("run of " + std::to_string(plan.steps.size()));
  }
  void before_step(const StepEvent& event, StepContext&) override { lines.push_back(describe(event)); }
  void before_statement(const Statement& statement) override { lines.emplace_back(statement.text); }
  void after_step(const StepEvent& event, StepContext&) override {
    lines.push_back("after " + std::string(event.revision));
  }
  void after_run(const Report& report) override {
    lines.push_back("done " + std::to_string(report.steps.size()));
  }

  std::vector<std::string> lines;
};

// Calls something once, before the run's first group.
class Meanwhile : public Observer {
 public:
  explicit Meanwhile(std::function<void()> work) : work_(std::move(work)) {}
  void before_run(const Plan&) override {
    if (work_) std::exchange(work_, nullptr)();
  }

 private:
  std::function<void()> work_;
};

class StepHook : public Observer {
 public:
  explicit StepHook(std::function<void(const StepEvent&, StepContext&)> work) : work_(std::move(work)) {}
  void after_step(const StepEvent& event, StepContext& context) override { work_(event, context); }

 private:
  std::function<void(const StepEvent&, StepContext&)> work_;
};

}  // namespace

TEST_P(Contract, ObserverSeesEverythingInOrder) {
  Recorder recorder;
  up(two_tables(), {.observer = &recorder});
  EXPECT_THAT(
      recorder.lines,
      ElementsAre("run of 2", "Running upgrade  -> a, create a", "CREATE TABLE a (id INTEGER)", "after a",
                  "Running upgrade a -> b, create b", "CREATE TABLE b (id INTEGER)", "after b", "done 2"));
}

TEST_P(Contract, ObserverIsNotCalledWhenThereIsNothingToDo) {
  up(two_tables());
  Recorder recorder;
  up(two_tables(), {.observer = &recorder});
  EXPECT_THAT(recorder.lines, IsEmpty());
}

TEST_P(Contract, LineLogSaysHowTheRunEnded) {
  std::vector<std::string> lines;
  LineLog log([&](std::string_view line) { lines.emplace_back(line); });
  up(two_tables(), {.observer = &log});
  up(two_tables(), {.observer = &log});
  EXPECT_THAT(lines, ElementsAre("Running upgrade  -> a, create a", "Running upgrade a -> b, create b",
                                 "Done; the database is at b", "Nothing to do; the database is at b"));
}

TEST_P(Contract, LineLogUsesAlembicsWords) {
  std::vector<std::string> lines;
  LineLog log([&](std::string_view line) { lines.emplace_back(line); });
  const Options logged{.observer = &log};
  upgrade(*connection_, two_tables(), "a", logged);
  downgrade(*connection_, two_tables(), "base", logged);
  stamp(*connection_, two_tables(), {"b"}, Purge::no, logged);
  stamp(*connection_, two_tables(), {"base"}, Purge::no, logged);
  EXPECT_THAT(lines, ElementsAre("Running upgrade  -> a, create a", "Done; the database is at a",
                                 "Running downgrade a -> , create a", "Done; the database is at base",
                                 "Running stamp_revision  -> b", "Done; the database is at b",
                                 "Running stamp_revision b -> ", "Done; the database is at base"));
}

TEST_P(Contract, ObserverRunsInsideTheTransaction) {
  StepHook hook([](const StepEvent& event, StepContext& context) {
    context.execute("CREATE TABLE audit (id INTEGER)");
    if (event.revision == "a") throw std::runtime_error("no audit");
  });
  EXPECT_STREQ(
      error_of([&] { up(two_tables(), {.observer = &hook}); }).what(),
      "versions/a.sql:10: revision \"a\", statement 1: no audit\n"
      "Its transaction was rolled back: the database is at base; this run changed nothing. Remove the"
      " cause and run the command again.");
  EXPECT_FALSE(database_->has_table("audit"));
  EXPECT_FALSE(database_->has_table("a"));
}

TEST_P(Contract, StopFlagRollsBack) {
  std::atomic<bool> stop = false;
  StepHook hook([&](const StepEvent&, StepContext&) { stop = true; });
  const Error error = error_of([&] { up(two_tables(), {.observer = &hook, .stop = &stop}); });
  EXPECT_EQ(error.kind(), ErrorKind::failed);
  EXPECT_STREQ(
      error.what(),
      "versions/b.sql:10: revision \"b\", statement 1: interrupted\n"
      "Its transaction was rolled back: the database is at base; this run changed nothing. Remove the"
      " cause and run the command again.");
  EXPECT_FALSE(database_->has_table("a"));
}

TEST_P(Contract, WhatAnotherProcessDidIsNotDoneAgain) {
  const auto other = database_->connect();
  Meanwhile meanwhile([&] { upgrade(*other, two_tables(), "a"); });
  const Report report = up(two_tables(), {.observer = &meanwhile});
  ASSERT_EQ(report.steps.size(), 1U);
  EXPECT_EQ(report.steps[0].revision, "b");
  EXPECT_THAT(database_->history(), ElementsAre("upgrade a done", "upgrade b done"));
}

TEST_P(Contract, NothingIsLeftWhenAnotherProcessDidAll) {
  const auto other = database_->connect();
  Meanwhile meanwhile([&] { upgrade(*other, two_tables()); });
  EXPECT_FALSE(up(two_tables(), {.observer = &meanwhile}).changed());
  EXPECT_EQ(database_->history().size(), 2U);
}

TEST_P(Contract, RevisionEditedInAnotherProgramIsSeenUnderTheLock) {
  const ScriptedChain mine({creates("a"), creates("b", {"a"})});
  ScriptedRevision other_a = creates("a");
  other_a.up.push_back("CREATE TABLE extra (id INTEGER)");
  const ScriptedChain theirs({other_a});
  const auto other = database_->connect();
  Meanwhile meanwhile([&] { upgrade(*other, theirs); });
  EXPECT_EQ(error_of([&] { up(mine, {.observer = &meanwhile}); }).kind(), ErrorKind::mismatch);
  EXPECT_FALSE(database_->has_table("b"));
}

}  // namespace migrate::testing
