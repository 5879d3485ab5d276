// What runs on SQLite do when memory runs out, in a program that survives it.

#include <sqlite3.h>

#include <filesystem>

#include "contract/allocation_sweep.h"
#include "contract/newer_program.h"
#include "migrate/dry_run.h"
#include "sqlite/database_dump.h"
#include "sqlite/on_handle.h"

namespace migrate::testing {

namespace {

// Rows, a rebuild of a table, and a step.
const ScriptedChain& chain_with_work() {
  const ScriptedRevision rebuild = {
      .id = "b",
      .parents = {"a"},
      .up = {"CREATE TABLE new_a (id INTEGER PRIMARY KEY, x TEXT)", "INSERT INTO new_a (id) SELECT id FROM a",
             "DROP TABLE a", "ALTER TABLE new_a RENAME TO a"},
      .down = {"DROP TABLE a", "CREATE TABLE a (id INTEGER)", "INSERT INTO a VALUES (1)"}};
  ScriptedRevision calls = creates("c", {"b"});
  calls.up.emplace_back("call fill");
  static const ScriptedChain chain(
      {{.id = "a",
        .up = {"CREATE TABLE a (id INTEGER)", "INSERT INTO a VALUES (1)"},
        .down = {"DROP TABLE a"}},
       rebuild,
       calls},
      {{"fill", [](StepContext& context) { context.execute("INSERT INTO c VALUES ($1)", {7}); }}});
  return chain;
}

// Small allocations are SQLite's own, too.
const int without_lookaside = sqlite3_config(SQLITE_CONFIG_LOOKASIDE, 0, 0);

}  // namespace

class Allocations : public ::testing::Test {
 protected:
  using Work = std::function<void(Connection&)>;

  void sweep_by_path(const Work& prepare, const Work& run) {
    sweep(prepare, [this, run] {
      SqliteConnection connection(file());
      run(connection);
    });
  }
  // The handle stays open from the first allocation that fails to the last.
  void sweep_on_handle(const Work& prepare, const Work& run) {
    std::optional<SQLite::Database> db;
    sweep(
        [&](Connection& connection) {
          prepare(connection);
          db.emplace(file(), read_write);
        },
        [&] {
          SqliteConnection connection(*db);
          run(connection);
        },
        [&] { db.reset(); });
  }

 private:
  std::string file() const { return folder_.file("test.db"); }

  void sweep(
      const Work& prepare, const std::function<void()>& run, const std::function<void()>& close = [] {}) {
    AllocationSweep({.restore =
                         [&] {
                           close();
                           std::filesystem::remove(file());
                           SqliteConnection connection(file());
                           prepare(connection);
                         },
                     .run = run,
                     .state = [&] { return schema_and_history(file()); }})
        .expect_right_ends();
  }

  TemporaryFolder folder_;
};

TEST_F(Allocations, OfAnUpgradeMayFail) {
  sweep_by_path([](Connection&) {}, [](Connection& connection) { upgrade(connection, chain_with_work()); });
}

TEST_F(Allocations, OfAnUpgradeOnAHandleMayFail) {
  sweep_on_handle([](Connection&) {}, [](Connection& connection) { upgrade(connection, chain_with_work()); });
}

TEST_F(Allocations, OfATrialMayFail) {
  sweep_by_path([](Connection&) {},
                [](Connection& connection) { dry_run_upgrade(connection, chain_with_work()); });
}

TEST_F(Allocations, OfADowngradeMayFail) {
  sweep_by_path([](Connection& connection) { upgrade(connection, chain_with_work()); },
                [](Connection& connection) { downgrade(connection, chain_with_work(), "a"); });
}

TEST_F(Allocations, OfARollbackMayFail) {
  sweep_on_handle([](Connection& connection) { upgrade(connection, four_tables()); },
                  [](Connection& connection) { rollback(connection, two_tables()); });
}

TEST_F(Allocations, OfACheckMayFail) {
  sweep_by_path([](Connection& connection) { upgrade(connection, chain_with_work()); },
                [](Connection& connection) { check(connection, chain_with_work()); });
}

}  // namespace migrate::testing

int main(int argc, char** argv) {
  ::testing::InitGoogleTest(&argc, argv);
  return migrate::testing::without_lookaside == SQLITE_OK ? RUN_ALL_TESTS() : 70;
}
