// A handle as a program has it that works with Qt or sqlite_orm: with functions, collations, hooks, attached
// databases and settings of its own, which a run uses and leaves as they are.

#include <sqlite3.h>

#include "sqlite/on_handle.h"

namespace migrate::testing {

namespace {

void twice(sqlite3_context* call, int, sqlite3_value** values) {
  sqlite3_result_int64(call, 2 * sqlite3_value_int64(values[0]));
}

int compare_sizes(void*, int left_size, const void*, int right_size, const void*) {
  return left_size - right_size;
}

struct Calls {
  int updates = 0;
  int commits = 0;
  int rollbacks = 0;
  int traces = 0;
  int veto = 0;
};

void count_update(void* calls, int, const char*, const char*, sqlite3_int64) {
  ++static_cast<Calls*>(calls)->updates;
}

int count_commit(void* calls) {
  ++static_cast<Calls*>(calls)->commits;
  return static_cast<Calls*>(calls)->veto;
}

void count_rollback(void* calls) {
  ++static_cast<Calls*>(calls)->rollbacks;
}

int count_trace(unsigned, void* calls, void*, void*) {
  ++static_cast<Calls*>(calls)->traces;
  return 0;
}

}  // namespace

class ProgramHandle : public OnHandle {
 protected:
  ProgramHandle() {
    sqlite3* db = db_.getHandle();
    sqlite3_create_function_v2(db, "twice", 1, SQLITE_UTF8 | SQLITE_DETERMINISTIC, nullptr, &twice, nullptr,
                               nullptr, nullptr);
    sqlite3_create_collation_v2(db, "by_size", SQLITE_UTF8, nullptr, &compare_sizes, nullptr);
    sqlite3_update_hook(db, &count_update, &calls_);
    sqlite3_commit_hook(db, &count_commit, &calls_);
    sqlite3_rollback_hook(db, &count_rollback, &calls_);
    sqlite3_trace_v2(db, SQLITE_TRACE_STMT, &count_trace, &calls_);
  }

  Calls calls_;
};

TEST_F(ProgramHandle, RevisionsUseItsFunctionsAndCollations) {
  run({"CREATE TABLE t (a INTEGER CHECK (twice(a) < 10), b TEXT COLLATE by_size)",
       "CREATE INDEX i ON t (twice(a))", "INSERT INTO t VALUES (twice(2), 'long'), (1, 'x')"});
  EXPECT_EQ(text("SELECT group_concat(a) FROM (SELECT a FROM t ORDER BY b)"), "1,4");
}

TEST_F(ProgramHandle, HooksAreCalledAndStay) {
  run({"CREATE TABLE t (a)", "INSERT INTO t VALUES (1)"});
  EXPECT_GT(calls_.updates, 0);
  EXPECT_GT(calls_.commits, 0);
  const Calls before = calls_;
  db_.exec("INSERT INTO t VALUES (2)");
  db_.exec("BEGIN; INSERT INTO t VALUES (3); ROLLBACK");
  EXPECT_EQ(calls_.updates, before.updates + 2);
  EXPECT_EQ(calls_.commits, before.commits + 1);
  EXPECT_EQ(calls_.rollbacks, before.rollbacks + 1);
  EXPECT_GT(calls_.traces, before.traces);
}

TEST_F(ProgramHandle, CommitThatAHookRefusesIsRolledBack) {
  calls_.veto = 1;
  const Error error = error_of([&] { upgrade(connection_, two_tables()); });
  EXPECT_EQ(error.kind(), ErrorKind::failed);
  EXPECT_THAT(error.what(), HasSubstr("Its transaction was rolled back: the database is at base;"));
  EXPECT_FALSE(db_.tableExists("a"));
  calls_.veto = 0;
  EXPECT_TRUE(upgrade(connection_, two_tables()).changed());
}

TEST_F(ProgramHandle, AttachedDatabaseIsReadAndStays) {
  SQLite::Database(folder_.file("prices.db"), read_write)
      .exec(
          "CREATE TABLE prices (p INTEGER); INSERT INTO prices VALUES (7); CREATE TABLE migrate_version (x)");
  db_.exec("ATTACH '" + folder_.file("prices.db") + "' AS prices");
  run({"CREATE TABLE t AS SELECT p FROM prices.prices"});
  EXPECT_EQ(number("SELECT p FROM main.t"), 7);
  EXPECT_EQ(number("SELECT count(*) FROM prices.prices"), 1);
  EXPECT_EQ(number("SELECT count(*) FROM prices.migrate_version"), 0);
}

TEST_F(ProgramHandle, LimitsAndResultCodesStay) {
  sqlite3* db = db_.getHandle();
  sqlite3_extended_result_codes(db, 0);
  sqlite3_limit(db, SQLITE_LIMIT_ATTACHED, 3);
  run({"CREATE TABLE t (a PRIMARY KEY)", "INSERT INTO t VALUES (1)"});
  EXPECT_EQ(sqlite3_limit(db, SQLITE_LIMIT_ATTACHED, -1), 3);
  EXPECT_EQ(sqlite3_exec(db, "INSERT INTO t VALUES (1)", nullptr, nullptr, nullptr), SQLITE_CONSTRAINT);
}

// Qt opens its handles so; each thread has its own.
TEST_F(ProgramHandle, CanBeWithoutAMutexAndShareACache) {
  sqlite3* db = nullptr;
  const int flags =
      SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_SHAREDCACHE;
  ASSERT_EQ(sqlite3_open_v2(folder_.file("qt.db").c_str(), &db, flags, nullptr), SQLITE_OK);
  sqlite3_busy_timeout(db, 5000);
  SqliteConnection connection(db);
  EXPECT_TRUE(upgrade(connection, two_tables()).changed());
  EXPECT_FALSE(upgrade(connection, two_tables()).changed());
  EXPECT_EQ(sqlite3_close(db), SQLITE_OK);
}

}  // namespace migrate::testing
