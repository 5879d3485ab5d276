// migrate/testing_sqlite.h: a migrated database for each test.

#include "migrate/testing_sqlite.h"

#include <sqlite3.h>

#include <atomic>
#include <set>
#include <thread>

#include "sqlite/database_dump.h"
#include "sqlite/on_handle.h"

namespace migrate::testing {
namespace {

std::vector<std::string> tables_of(const SqliteDatabase& database) {
  SQLite::Database db(database.path(), SQLite::OPEN_READONLY);
  return lines_of(db, "SELECT name FROM sqlite_master WHERE name NOT LIKE '%migrate_%' ORDER BY name");
}

// Counts how often the revisions ran.
int runs = 0;

const Chain& counted() {
  static const ScriptedChain chain(
      {{.id = "counted", .up = {"CREATE TABLE counted (id INTEGER)", "call count"}}},
      {{"count", [](StepContext&) { ++runs; }}});
  return chain;
}

}  // namespace

TEST(SqliteTesting, HasTheWholeChain) {
  SqliteDatabase database(two_tables());
  EXPECT_THAT(tables_of(database), ElementsAre("a|", "b|"));
  EXPECT_TRUE(is_current(database.connection(), two_tables()));
  EXPECT_TRUE(check(database.connection(), two_tables()).at_head);
}

TEST(SqliteTesting, IsOfOneTestOnly) {
  SqliteDatabase one(two_tables()), other(two_tables());
  one.handle().exec("INSERT INTO a VALUES (1)");
  EXPECT_EQ(one.handle().execAndGet("SELECT count(*) FROM a").getInt(), 1);
  EXPECT_EQ(other.handle().execAndGet("SELECT count(*) FROM a").getInt(), 0);
}

TEST(SqliteTesting, RunsTheRevisionsOnce) {
  const int before = runs;
  for (int i = 0; i < 3; ++i) SqliteDatabase database(counted());
  EXPECT_EQ(runs, before + 1);
}

TEST(SqliteTesting, StartsAtAnOlderRevision) {
  const ScriptedChain chain(
      {{.id = "a", .up = {"CREATE TABLE runs (log TEXT)"}},
       {.id = "b",
        .parents = {"a"},
        .up = {"ALTER TABLE runs ADD COLUMN errors INTEGER", "UPDATE runs SET errors = length(log)"}}});
  SqliteDatabase database(chain, "a");
  database.handle().exec("INSERT INTO runs VALUES ('xxx')");
  upgrade(database.connection(), chain);
  EXPECT_EQ(database.handle().execAndGet("SELECT errors FROM runs").getInt(), 3);
  EXPECT_EQ(SqliteDatabase(chain).handle().execAndGet("SELECT count(*) FROM runs").getInt(), 0);
}

TEST(SqliteTesting, CanBeEmpty) {
  SqliteDatabase database(two_tables(), "base");
  EXPECT_THAT(tables_of(database), IsEmpty());
  upgrade(database.connection(), two_tables());
  EXPECT_THAT(tables_of(database), ElementsAre("a|", "b|"));
}

TEST(SqliteTesting, KeepsTheJournalModeThatARevisionSets) {
  const ScriptedChain chain({alone({.id = "a", .up = {"PRAGMA journal_mode=WAL", "CREATE TABLE a (id)"}})});
  SqliteDatabase database(chain);
  EXPECT_EQ(database.handle().execAndGet("PRAGMA journal_mode").getString(), "wal");
  EXPECT_THAT(tables_of(database), ElementsAre("a|"));
}

TEST(SqliteTesting, HasTheFunctionsOfTheProgram) {
  const auto prepare = [](SQLite::Database& db) {
    db.createFunction("seven", 0, true, nullptr,
                      [](sqlite3_context* context, int, sqlite3_value**) { sqlite3_result_int(context, 7); });
  };
  const ScriptedChain chain({{.id = "a", .up = {"CREATE TABLE a AS SELECT seven() AS x"}}}, {});
  SqliteDatabase database(chain, "heads", prepare);
  EXPECT_EQ(database.handle().execAndGet("SELECT x + seven() FROM a").getInt(), 14);
}

TEST(SqliteTesting, SaysWhatFails) {
  const ScriptedChain chain({fails("a")});
  for (int i = 0; i < 2; ++i)
    EXPECT_EQ(error_of([&] { SqliteDatabase database(chain); }).what(),
              rolled_back_at(11, 2, "no such table: nowhere (code 1)"));
}

TEST(SqliteTesting, LeavesNoFile) {
  std::string path;
  {
    SqliteDatabase database(two_tables());
    database.handle().exec("PRAGMA journal_mode=WAL; INSERT INTO a VALUES (1)");
    path = database.path();
    EXPECT_TRUE(std::filesystem::exists(path));
  }
  EXPECT_FALSE(std::filesystem::exists(std::filesystem::path(path).parent_path()));
}

TEST(SqliteTesting, IsForThreads) {
  std::vector<std::thread> threads;
  std::vector<std::string> paths(8);
  std::atomic<int> right = 0;
  for (std::string& path : paths)
    threads.emplace_back([&] {
      SqliteDatabase database(counted());
      path = database.path();
      if (is_current(database.connection(), counted())) ++right;
    });
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(right, 8);
  EXPECT_EQ(std::set<std::string>(paths.begin(), paths.end()).size(), 8);
}

}  // namespace migrate::testing
