// When a new database is made from the chain's snapshot, and what it is afterwards. The snapshots here make
// one table more than their chains, so that a test can tell which of the two ran.

#include "migrate/dry_run.h"
#include "migrate/line_log.h"
#include "sqlite/database_dump.h"
#include "sqlite/on_handle.h"

namespace migrate::testing {

namespace {

// a <- b, with rows.
const ScriptedChain& chain_with_snapshot() {
  ScriptedRevision filled = creates("b", {"a"});
  filled.up.emplace_back("INSERT INTO b VALUES (1)");
  static ScriptedChain chain({creates("a"), filled});
  static const ScriptedChain& with_snapshot = chain.add_snapshot(
      Dialect::sqlite, {"CREATE TABLE a (id INTEGER)", "CREATE TABLE b (id INTEGER)",
                        "CREATE TABLE of_snapshot (id INTEGER)", "INSERT INTO b VALUES (1)"});
  return with_snapshot;
}

class Silent : public Observer {
 public:
  explicit Silent(bool wants_steps) : wants_steps_(wants_steps) {}

  bool wants_steps() const override { return wants_steps_; }
  void before_run(const Plan& plan) override {
    told_.push_back("before " + std::to_string(plan.steps.size()));
  }
  void before_step(const StepEvent& event, StepContext&) override { told_.emplace_back(event.revision); }
  void after_run(const Report& report) override {
    told_.push_back("after " + std::to_string(report.steps.size()));
  }

  const std::vector<std::string>& told() const { return told_; }

 private:
  bool wants_steps_;
  std::vector<std::string> told_;
};

}  // namespace

class LoadedSnapshot : public OnHandle {
 protected:
  Report up(std::string_view target = "heads", const Options& options = {}) {
    return upgrade(connection_, chain_with_snapshot(), target, options);
  }
  bool was_loaded() { return db_.tableExists("of_snapshot"); }
  std::vector<std::string> history() {
    return lines_of(db_,
                    "SELECT seq, direction, revision, state, duration_ms FROM migrate_history ORDER BY seq");
  }
};

TEST_F(LoadedSnapshot, TakesThePlaceOfAllSteps) {
  const Report report = up();
  EXPECT_TRUE(report.from_snapshot);
  EXPECT_EQ(report.steps.size(), 2U);
  EXPECT_THAT(report.rows_before, IsEmpty());
  EXPECT_THAT(report.rows_after, ElementsAre("b"));
  EXPECT_TRUE(was_loaded());
  EXPECT_EQ(number("SELECT id FROM b"), 1);
  EXPECT_THAT(history(), ElementsAre("1|snapshot|a|done|0|", "2|snapshot|b|done|0|"));
  EXPECT_THAT(current(connection_, chain_with_snapshot()).rows, ElementsAre("b"));
  EXPECT_EQ(check(connection_, chain_with_snapshot()).verified, 2U);
  EXPECT_FALSE(up().changed());
}

TEST_F(LoadedSnapshot, GoesDownToTheBaseAndUpAgain) {
  up();
  EXPECT_THAT(downgrade(connection_, chain_with_snapshot(), "base").rows_after, IsEmpty());
  EXPECT_FALSE(db_.tableExists("a") || db_.tableExists("b"));
  const Report report = up();
  EXPECT_FALSE(report.from_snapshot);
  EXPECT_THAT(report.rows_after, ElementsAre("b"));
}

TEST_F(LoadedSnapshot, AnOlderProgramRollsItBack) {
  up();
  const ScriptedChain older({creates("a")});
  EXPECT_EQ(error_of([&] { upgrade(connection_, older); }).kind(), ErrorKind::newer_database);
  EXPECT_THAT(rollback(connection_, older).rows_after, ElementsAre("a"));
  EXPECT_FALSE(db_.tableExists("b"));
  EXPECT_EQ(check(connection_, older).verified, 1U);
}

TEST_F(LoadedSnapshot, IsNotForATargetBelowTheHead) {
  EXPECT_FALSE(up("a").from_snapshot);
  EXPECT_FALSE(up().from_snapshot);
  EXPECT_FALSE(was_loaded());
}

TEST_F(LoadedSnapshot, IsForADatabaseWithNothingInItOnly) {
  db_.exec("CREATE TABLE other (id)");
  EXPECT_FALSE(up().from_snapshot);
  EXPECT_FALSE(was_loaded());
}

TEST_F(LoadedSnapshot, IsNotForADatabaseWithAUserVersion) {
  db_.exec("PRAGMA user_version = 7");
  EXPECT_FALSE(up().from_snapshot);
  EXPECT_FALSE(was_loaded());
}

TEST_F(LoadedSnapshot, IsNotForAnObserverOfSteps) {
  Silent observer(true);
  Options options;
  options.observer = &observer;
  EXPECT_FALSE(up("heads", options).from_snapshot);
  EXPECT_THAT(observer.told(), ElementsAre("before 2", "a", "b", "after 2"));
  EXPECT_FALSE(was_loaded());
}

TEST_F(LoadedSnapshot, TellsOtherObserversOfTheWholeRun) {
  Silent observer(false);
  Options options;
  options.observer = &observer;
  up("heads", options);
  EXPECT_THAT(observer.told(), ElementsAre("before 2", "after 2"));
}

TEST_F(LoadedSnapshot, HasOneLineInALog) {
  std::vector<std::string> lines;
  LineLog log([&](std::string_view line) { lines.emplace_back(line); });
  Options options;
  options.observer = &log;
  up("heads", options);
  EXPECT_THAT(lines, ElementsAre("Made from the snapshot; the database is at b"));
  EXPECT_TRUE(was_loaded());
}

TEST_F(LoadedSnapshot, IsNotTriedInADryRun) {
  const DryRun tried = dry_run_upgrade(connection_, chain_with_snapshot());
  EXPECT_EQ(tried.passed.size(), 2U);
  EXPECT_EQ(number("SELECT count(*) FROM sqlite_master"), 0);
}

TEST_F(LoadedSnapshot, LeavesNothingWhereItFailsAndTheRevisionsRun) {
  ScriptedChain chain({creates("a"), creates("b", {"a"})});
  chain.add_snapshot(Dialect::sqlite,
                     {"CREATE TABLE of_snapshot (id INTEGER)", "INSERT INTO nowhere VALUES (1)"});
  const Report report = upgrade(connection_, chain);
  EXPECT_FALSE(report.from_snapshot);
  EXPECT_FALSE(was_loaded());
  EXPECT_THAT(report.rows_after, ElementsAre("b"));
  EXPECT_EQ(report.steps.size(), 2U);
  EXPECT_EQ(check(connection_, chain).verified, 2U);
}

TEST_F(LoadedSnapshot, StopsWhenItIsAskedTo) {
  const std::atomic<bool> stop = true;
  Options options;
  options.stop = &stop;
  EXPECT_THAT(error_of([&] { up("heads", options); }).what(), HasSubstr("interrupted"));
  EXPECT_EQ(number("SELECT count(*) FROM sqlite_master"), 0);
}

TEST_F(LoadedSnapshot, MakesTheFileOfADatabaseThatDoesNotExist) {
  SqliteConnection by_path(folder_.file("new.db"), {.application_id = 42});
  EXPECT_TRUE(upgrade(by_path, chain_with_snapshot()).from_snapshot);
  SQLite::Database made(folder_.file("new.db"));
  EXPECT_TRUE(made.tableExists("of_snapshot"));
  EXPECT_EQ(made.execAndGet("PRAGMA application_id").getInt(), 42);
}

// What a program finds that was built without the snapshot: the history counts, whatever wrote it.
TEST_F(LoadedSnapshot, IsWhatAProgramWithoutOneContinues) {
  up();
  ScriptedRevision filled = creates("b", {"a"});
  filled.up.emplace_back("INSERT INTO b VALUES (1)");
  const ScriptedChain longer({creates("a"), filled, creates("c", {"b"})});
  EXPECT_THAT(upgrade(connection_, longer).rows_after, ElementsAre("c"));
}

}  // namespace migrate::testing
