// When a new database is made from the chain's snapshot, and what it is afterwards. The snapshots here make
// one table more than their chains, so that a test can tell which of the two ran.

#include <gmock/gmock.h>

#include <atomic>
#include <functional>
#include <thread>
#include <utility>

#include "engine/postgres/lock_key.h"
#include "postgres/postgres_database.h"

namespace migrate::testing {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

namespace {

class StepObserver : public Observer {};

// Wants no steps, and does something when the run waits.
class Waiter : public Observer {
 public:
  explicit Waiter(std::function<void()> work) : work_(std::move(work)) {}

  bool wants_steps() const override { return false; }
  void waiting(std::string_view message) override {
    message_ = message;
    work_();
  }
  const std::string& message() const { return message_; }

 private:
  std::function<void()> work_;
  std::string message_;
};

std::vector<ScriptedRevision> revisions() {
  ScriptedRevision filled = creates("b", {"a"});
  filled.up.emplace_back("INSERT INTO b VALUES (1)");
  return {creates("a"), filled};
}

const std::vector<std::string>& statements() {
  static const std::vector<std::string> all = {
      "SET check_function_bodies = false",
      "CREATE FUNCTION of_later() RETURNS bigint LANGUAGE sql AS 'SELECT count(*) FROM of_snapshot'",
      "CREATE TABLE a (id INTEGER)",
      "CREATE TABLE b (id INTEGER)",
      "CREATE TABLE of_snapshot (id INTEGER)",
      "INSERT INTO b VALUES (1)"};
  return all;
}

const ScriptedChain& chain_with_snapshot() {
  static ScriptedChain chain(revisions());
  static const ScriptedChain& with_snapshot = chain.add_snapshot(Dialect::postgres, statements());
  return with_snapshot;
}

}  // namespace

class PostgresSnapshot : public Postgres {
 protected:
  bool was_loaded() { return database_.has_table("of_snapshot"); }
};

TEST_F(PostgresSnapshot, TakesThePlaceOfAllSteps) {
  const Report report = up(chain_with_snapshot());
  EXPECT_TRUE(report.from_snapshot);
  EXPECT_EQ(report.steps.size(), 2U);
  EXPECT_THAT(report.rows_before, IsEmpty());
  EXPECT_THAT(report.rows_after, ElementsAre("b"));
  EXPECT_TRUE(was_loaded());
  EXPECT_EQ(database_.ask("SELECT id FROM b"), "1");
  EXPECT_THAT(database_.history(), ElementsAre("snapshot a done", "snapshot b done"));
  EXPECT_THAT(rows(chain_with_snapshot()), ElementsAre("b"));
  EXPECT_EQ(check(connection_, chain_with_snapshot()).verified, 2U);
  EXPECT_FALSE(up(chain_with_snapshot()).changed());
}

// What a run of the revisions writes, but for the word and the times.
TEST_F(PostgresSnapshot, WritesTheHistoryOfTheRevisions) {
  const std::string columns =
      "SELECT concat_ws('|', seq, format, revision, state, items, down_revision, depends_on, flags,"
      " content_digest, chain_digest, message, downgrade, row_digest) FROM migrate_history ORDER BY seq";
  ScriptedChain chain({creates("a"), alone(creates("b", {"a"})), creates("c", {"b"})});
  const ServerDatabase replayed;
  PostgresConnection other(replayed.url());
  EXPECT_FALSE(upgrade(other, chain).from_snapshot);
  chain.add_snapshot(Dialect::postgres, {"CREATE TABLE a (id INTEGER)", "CREATE TABLE b (id INTEGER)",
                                         "CREATE TABLE c (id INTEGER)"});
  EXPECT_TRUE(up(chain).from_snapshot);
  EXPECT_EQ(database_.list(columns), replayed.list(columns));
}

TEST_F(PostgresSnapshot, GoesDownToTheBaseAndUpAgain) {
  up(chain_with_snapshot());
  EXPECT_THAT(downgrade(connection_, chain_with_snapshot(), "base").rows_after, IsEmpty());
  EXPECT_FALSE(database_.has_table("a") || database_.has_table("b"));
  const Report report = up(chain_with_snapshot());
  EXPECT_FALSE(report.from_snapshot);
  EXPECT_THAT(report.rows_after, ElementsAre("b"));
}

TEST_F(PostgresSnapshot, AnOlderProgramRollsItBack) {
  up(chain_with_snapshot());
  const ScriptedChain older({creates("a")});
  EXPECT_EQ(failure(older).kind(), ErrorKind::newer_database);
  EXPECT_THAT(rollback(connection_, older).rows_after, ElementsAre("a"));
  EXPECT_FALSE(database_.has_table("b"));
  EXPECT_EQ(check(connection_, older).verified, 1U);
}

TEST_F(PostgresSnapshot, IsNotForATargetBelowTheHead) {
  EXPECT_FALSE(upgrade(connection_, chain_with_snapshot(), "a").from_snapshot);
  EXPECT_FALSE(up(chain_with_snapshot()).from_snapshot);
  EXPECT_FALSE(was_loaded());
}

TEST_F(PostgresSnapshot, IsNotForAnObserverOfSteps) {
  StepObserver observer;
  Options options;
  options.observer = &observer;
  EXPECT_FALSE(up(chain_with_snapshot(), options).from_snapshot);
  EXPECT_FALSE(was_loaded());
}

TEST_F(PostgresSnapshot, IsForASchemaWithNothingInItOnly) {
  for (const std::string object : {"CREATE TABLE other (id INT)", "CREATE VIEW other AS SELECT 1 AS x",
                                   "CREATE SEQUENCE other", "CREATE TYPE other AS ENUM ('x')",
                                   "CREATE FUNCTION other() RETURNS int LANGUAGE sql AS 'SELECT 1'"}) {
    database_.clear();
    database_.run(object);
    EXPECT_FALSE(up(chain_with_snapshot()).from_snapshot) << object;
    EXPECT_FALSE(was_loaded());
  }
}

TEST_F(PostgresSnapshot, ToleratesExtensionsAndOtherSchemas) {
  database_.run("CREATE EXTENSION pgcrypto");
  database_.run("CREATE SCHEMA elsewhere");
  database_.run("CREATE TABLE elsewhere.other (id INT)");
  EXPECT_TRUE(up(chain_with_snapshot()).from_snapshot);
}

TEST_F(PostgresSnapshot, GoesToTheSchemaThatTheProgramIsTold) {
  database_.run("CREATE SCHEMA \"Tenant 1\"");
  database_.run("CREATE TABLE in_public (id INT)");
  Options options;
  options.schema = "Tenant 1";
  EXPECT_TRUE(up(chain_with_snapshot(), options).from_snapshot);
  EXPECT_EQ(database_.ask("SELECT id FROM \"Tenant 1\".b"), "1");
  EXPECT_TRUE(database_.has_table("\"Tenant 1\".migrate_history"));
  EXPECT_FALSE(was_loaded());
}

// Another schema than that of our tables.
TEST_F(PostgresSnapshot, AsksForTheSchemaOfTheRevisions) {
  database_.run("CREATE SCHEMA meta");
  database_.run("CREATE TABLE in_public (id INT)");
  ScriptedChain chain(revisions(), {}, "migrate_version", {.version_schema = "meta"});
  chain.add_snapshot(Dialect::postgres, statements());
  EXPECT_FALSE(up(chain).from_snapshot);
}

TEST_F(PostgresSnapshot, LeavesNothingWhereItFailsAndTheRevisionsRun) {
  for (const std::string wrong :
       {"INSERT INTO nowhere VALUES (1)", "SET ROLE missing_role", "INSERT INTO migrate_version VALUES ('x')",
        "CREATE TABLE missing.t (id INT)", "ALTER SYSTEM SET work_mem = '1MB'"}) {
    database_.clear();
    ScriptedChain chain({creates("a"), creates("b", {"a"})});
    chain.add_snapshot(Dialect::postgres, {"CREATE TABLE of_snapshot (id INTEGER)", wrong});
    const Report report = up(chain);
    EXPECT_FALSE(report.from_snapshot) << wrong;
    EXPECT_FALSE(was_loaded());
    EXPECT_THAT(report.rows_after, ElementsAre("b"));
    EXPECT_THAT(database_.history(), ElementsAre("upgrade a done", "upgrade b done"));
    EXPECT_EQ(check(connection_, chain).verified, 2U);
  }
}

TEST_F(PostgresSnapshot, IsTriedAgainWhereALockIsNotGranted) {
  database_.run("CREATE SCHEMA elsewhere");
  database_.run("CREATE TABLE elsewhere.other (id INT)");
  ScriptedChain chain({creates("a")});
  chain.add_snapshot(Dialect::postgres,
                     {"LOCK TABLE elsewhere.other IN ACCESS SHARE MODE", "CREATE TABLE a (id INTEGER)",
                      "CREATE TABLE of_snapshot (id INTEGER)"});
  OtherSession other(database_.url());
  other.run("BEGIN");
  other.run("LOCK TABLE elsewhere.other IN ACCESS EXCLUSIVE MODE");
  Waiter observer([&] { other.run("ROLLBACK"); });
  Options options;
  options.observer = &observer;
  PostgresConnection impatient(database_.url(), {.statement_lock_timeout = std::chrono::milliseconds(100)});
  EXPECT_TRUE(upgrade(impatient, chain, options).from_snapshot);
  EXPECT_THAT(observer.message(), HasSubstr("trying again"));
}

// What another program did while this one waited for the lock counts.
TEST_F(PostgresSnapshot, IsNotLoadedOnceTheDatabaseIsNotNew) {
  OtherSession other(database_.url());
  const std::string key = std::to_string(core::lock_key("public", "migrate_version"));
  other.run("SELECT pg_advisory_lock(" + key + ")");
  Waiter observer([&] {
    other.run("CREATE TABLE other (id INT)");
    other.run("SELECT pg_advisory_unlock(" + key + ")");
  });
  Options options;
  options.observer = &observer;
  EXPECT_FALSE(up(chain_with_snapshot(), options).from_snapshot);
  EXPECT_FALSE(was_loaded());
}

TEST_F(PostgresSnapshot, LeavesNoSettingBehind) {
  pqxx::connection handle(database_.url());
  PostgresConnection connection(handle);
  EXPECT_TRUE(upgrade(connection, chain_with_snapshot()).from_snapshot);
  pqxx::nontransaction work(handle);
  EXPECT_EQ(work.exec("SHOW check_function_bodies")[0][0].as<std::string>(), "on");
  EXPECT_EQ(work.exec("SHOW search_path")[0][0].as<std::string>(), "\"$user\", public");
}

TEST_F(PostgresSnapshot, LeavesNothingWhenItIsInterrupted) {
  ScriptedChain chain({creates("a")});
  chain.add_snapshot(Dialect::postgres, {"CREATE TABLE of_snapshot (id INTEGER)", "SELECT pg_sleep(600)"});
  std::atomic<bool> stop = false;
  Options options;
  options.stop = &stop;
  std::thread stopper([&] {
    database_.wait_until(
        "SELECT EXISTS (SELECT FROM pg_stat_activity WHERE query LIKE '%pg_sleep(600)%' AND"
        " pid <> pg_backend_pid() AND state = 'active')");
    stop = true;
  });
  EXPECT_THAT(failure(chain, options).what(), HasSubstr("interrupted"));
  stopper.join();
  EXPECT_FALSE(was_loaded() || database_.has_table("a") || database_.has_table("migrate_version"));
}

// Both see a new database at first; under the lock, the second one does not.
TEST_F(PostgresSnapshot, IsLoadedOnceWhereTwoProgramsStart) {
  std::atomic<int> loaded = 0;
  const auto start = [&] {
    PostgresConnection connection(database_.url());
    loaded += upgrade(connection, chain_with_snapshot()).from_snapshot ? 1 : 0;
  };
  std::vector<std::thread> programs;
  for (int i = 0; i < 6; ++i) programs.emplace_back(start);
  for (std::thread& program : programs) program.join();
  EXPECT_EQ(loaded, 1);
  EXPECT_THAT(database_.history(), ElementsAre("snapshot a done", "snapshot b done"));
}

}  // namespace migrate::testing
