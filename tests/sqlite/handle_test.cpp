// A handle that the program owns: what it must look like, what changes during a run, and what afterwards.

#include <sqlite3.h>

#include <array>
#include <atomic>

#include "migrate/adapter.h"
#include "sqlite/on_handle.h"
#include "sqlite/pragmas.h"

namespace migrate::testing {

namespace {

int setting(SQLite::Database& db, int which) {
  int value = 0;
  sqlite3_db_config(db.getHandle(), which, -1, &value);
  return value;
}

int count_calls(void* calls, int, const char*, const char*, const char*, const char*) {
  ++*static_cast<int*>(calls);
  return SQLITE_OK;
}

class AtStatement : public Observer {
 public:
  explicit AtStatement(std::function<void()> work) : work_(std::move(work)) {}
  void before_statement(const Statement&) override { work_(); }

 private:
  std::function<void()> work_;
};

}  // namespace

class Handle : public OnHandle {
 protected:
  Error error_for(const Options& options = {}) {
    return error_of([&] { upgrade(connection_, two_tables(), options); });
  }
  bool is_untouched() { return !db_.tableExists("a") && !db_.tableExists("migrate_version"); }
};

TEST_F(Handle, InATransactionIsRefused) {
  db_.exec("BEGIN");
  const Error error = error_for();
  EXPECT_EQ(error.kind(), ErrorKind::usage);
  EXPECT_STREQ(error.what(),
               "the connection is in a transaction; nothing was changed. Commit or roll it back first");
  db_.exec("COMMIT");
  EXPECT_TRUE(is_untouched());
}

TEST_F(Handle, WithAHalfReadQueryIsRefused) {
  SQLite::Statement query(db_, "SELECT 1 UNION ALL SELECT 2");
  query.executeStep();
  const Error error = error_for();
  EXPECT_EQ(error.kind(), ErrorKind::usage);
  EXPECT_STREQ(error.what(),
               "a statement of this connection is still in progress: SELECT 1 UNION ALL SELECT 2; nothing was"
               " changed. Read it to its end or reset it first");
  query.reset();
  EXPECT_TRUE(is_untouched());
}

TEST_F(Handle, SettingsAreRestored) {
  db_.exec("PRAGMA busy_timeout = 1234");
  const int ddl = setting(db_, SQLITE_DBCONFIG_DQS_DDL);
  sqlite3_db_config(db_.getHandle(), SQLITE_DBCONFIG_DQS_DML, 1, nullptr);
  upgrade(connection_, two_tables());
  EXPECT_EQ(number("PRAGMA busy_timeout"), 1234);
  EXPECT_EQ(setting(db_, SQLITE_DBCONFIG_DQS_DDL), ddl);
  EXPECT_EQ(setting(db_, SQLITE_DBCONFIG_DQS_DML), 1);
}

TEST_F(Handle, LegacyRenamesAreOffInARevisionAndAsBeforeAfterwards) {
  db_.exec("CREATE TABLE t (id INTEGER)");
  db_.exec("CREATE VIEW v AS SELECT id FROM t");
  db_.exec("PRAGMA legacy_alter_table = ON");
  run({"ALTER TABLE t RENAME TO u"});
  EXPECT_EQ(text("SELECT sql FROM sqlite_master WHERE name = 'v'"), "CREATE VIEW v AS SELECT id FROM \"u\"");
  EXPECT_EQ(number("PRAGMA legacy_alter_table"), 1);
}

TEST_F(Handle, LegacyRenamesAreOffAgainAfterARevisionThatFailed) {
  failure_of({"PRAGMA legacy_alter_table = ON", "DELETE FROM nowhere"});
  EXPECT_EQ(number("PRAGMA legacy_alter_table"), 0);
}

TEST_F(Handle, SettingsAreRestoredAfterAFailure) {
  db_.exec("PRAGMA busy_timeout = 1234");
  failure_of({"DELETE FROM nowhere"});
  EXPECT_EQ(number("PRAGMA busy_timeout"), 1234);
  db_.exec("BEGIN");
}

namespace {

// Another value than at the start, for each.
constexpr std::array<const char*, sqlite::handle_pragmas.size()> other_values = {
    "100",        // analysis_limit
    "0",          // automatic_index
    "-1234",      // cache_size
    "0",          // cache_spill
    "1",          // cell_size_check
    "1",          // checkpoint_fullfsync
    "1",          // foreign_keys
    "1",          // fullfsync
    "1",          // ignore_check_constraints
    "4096",       // journal_size_limit
    "exclusive",  // locking_mode
    "65536",      // mmap_size
    "1",          // query_only
    "1",          // read_uncommitted
    "1",          // recursive_triggers
    "1",          // reverse_unordered_selects
    "1",          // synchronous
    "2",          // temp_store
    "2",          // threads
    "0",          // trusted_schema
    "5",          // wal_autocheckpoint
};

std::vector<std::string> pragma_values(SQLite::Database& db) {
  std::vector<std::string> values;
  for (const std::string pragma : sqlite::handle_pragmas)
    values.push_back(pragma + " = " + db.execAndGet("PRAGMA " + pragma).getString());
  return values;
}

void set_pragmas(StepContext& context) {
  auto& db = context.native<SQLite::Database>();
  for (std::size_t i = 0; i < other_values.size(); ++i) {
    const std::string pragma = std::string("PRAGMA ") + sqlite::handle_pragmas[i];
    SQLite::Statement(db, pragma + " = " + other_values[i]).executeStep();
    EXPECT_EQ(db.execAndGet(pragma).getString(), other_values[i]);
  }
}

}  // namespace

TEST_F(Handle, PragmasOfARevisionAreRestored) {
  SqliteConnection connection(db_, {.leave_authorizer = true});
  const Steps steps{{"set", [](StepContext& context) {
                       set_pragmas(context);
                       context.execute("PRAGMA query_only = 0");
                     }}};
  const std::vector<std::string> before = pragma_values(db_);
  upgrade(connection, ScriptedChain({alone({.id = "a", .up = {"call set"}})}, steps));
  EXPECT_EQ(pragma_values(db_), before);
}

TEST_F(Handle, PragmasOfARevisionThatFailedAreRestored) {
  SqliteConnection connection(db_, {.leave_authorizer = true});
  const ScriptedChain chain({alone({.id = "a", .up = {"call set"}})}, {{"set", &set_pragmas}});
  const std::vector<std::string> before = pragma_values(db_);
  EXPECT_EQ(error_of([&] { upgrade(connection, chain); }).kind(), ErrorKind::incomplete);
  EXPECT_EQ(pragma_values(db_), before);
}

TEST_F(Handle, PragmasOfAScriptAreRestored) {
  const std::vector<std::string> before = pragma_values(db_);
  upgrade(connection_, ScriptedChain({{.id = "a",
                                       .up = {"/* why */ pragma recursive_triggers = ON",
                                              "EXPLAIN PRAGMA reverse_unordered_selects = ON"}},
                                      {.id = "b", .up = {"PRAGMA cache_size = -1234"}}}));
  EXPECT_EQ(pragma_values(db_), before);
}

TEST_F(Handle, PragmasThatAStepExecutesAreRestored) {
  const Steps steps{{"set", [](StepContext& context) {
                       context.execute("PRAGMA recursive_triggers = ON");
                       (void)context.query("PRAGMA cache_size = -1234");
                     }}};
  const std::vector<std::string> before = pragma_values(db_);
  upgrade(connection_, ScriptedChain({{.id = "a", .up = {"call set"}}}, steps));
  EXPECT_EQ(pragma_values(db_), before);
}

// They are kept while a transaction that drops a table has the keys off.
TEST_F(Handle, ForeignKeysAreOnAfterATransactionThatHasThemOff) {
  db_.exec("PRAGMA foreign_keys = ON; CREATE TABLE t (a)");
  const std::vector<std::string> before = pragma_values(db_);
  upgrade(connection_, ScriptedChain({{.id = "a", .up = {"DROP TABLE t", "PRAGMA cache_size = -1234"}}}));
  EXPECT_EQ(pragma_values(db_), before);
  EXPECT_EQ(number("PRAGMA foreign_keys"), 1);
}

TEST_F(Handle, AuthorizerIsCleared) {
  int calls = 0;
  sqlite3_set_authorizer(db_.getHandle(), &count_calls, &calls);
  upgrade(connection_, two_tables());
  calls = 0;
  db_.exec("SELECT 1");
  EXPECT_EQ(calls, 0);
}

TEST_F(Handle, AuthorizerCanBeKept) {
  int calls = 0;
  sqlite3_set_authorizer(db_.getHandle(), &count_calls, &calls);
  SqliteConnection connection(db_, {.leave_authorizer = true});
  upgrade(connection, two_tables());
  calls = 0;
  db_.exec("SELECT 1");
  EXPECT_GT(calls, 0);
}

TEST_F(Handle, LockedByAnotherConnectionIsBusy) {
  SQLite::Database other(folder_.file("test.db"), read_write);
  other.exec("BEGIN IMMEDIATE");
  const Error error = error_for({.lock_timeout = std::chrono::milliseconds(5)});
  EXPECT_EQ(error.kind(), ErrorKind::busy);
  EXPECT_EQ(error.what(), folder_.file("test.db") +
                              ": another connection kept the database locked for 5 ms; run the command again"
                              " when the other connection is done, or wait longer with --lock-timeout, in a"
                              " program with Options::lock_timeout (code 5)");
}

TEST_F(Handle, LockedForReadersIsBusy) {
  db_.exec("CREATE TABLE t (id INTEGER)");
  SQLite::Database other(folder_.file("test.db"), read_write);
  other.exec("BEGIN EXCLUSIVE");
  const Error error = error_for({.lock_timeout = std::chrono::milliseconds(5)});
  EXPECT_EQ(error.kind(), ErrorKind::busy);
  EXPECT_EQ(error.what(), folder_.file("test.db") +
                              ": database is locked (code 5). Reading changed nothing; run the command again"
                              " when the other connection is done, or wait longer with --lock-timeout, in a"
                              " program with Options::lock_timeout");
}

namespace {

// Is told that the run waits, and lets it go on.
class AtWait : public Observer {
 public:
  explicit AtWait(std::function<void()> work) : work_(std::move(work)) {}
  void waiting(std::string_view message) override {
    messages.emplace_back(message);
    work_();
  }

  std::vector<std::string> messages;

 private:
  std::function<void()> work_;
};

class BeforeRun : public Observer {
 public:
  explicit BeforeRun(std::function<void()> work) : work_(std::move(work)) {}
  void before_run(const Plan&) override {
    if (work_) std::exchange(work_, nullptr)();
  }

 private:
  std::function<void()> work_;
};

}  // namespace

TEST_F(Handle, SaysThatItWaitsForTheLock) {
  SQLite::Database other(folder_.file("test.db"), read_write);
  other.exec("BEGIN IMMEDIATE");
  AtWait observer([&] { other.exec("COMMIT"); });
  EXPECT_TRUE(upgrade(connection_, two_tables(), {.observer = &observer}).changed());
  EXPECT_THAT(observer.messages, ElementsAre("waiting for the lock on " + folder_.file("test.db") +
                                             ", held by another connection"));
}

TEST_F(Handle, WhatAnObserverThrowsWhileItWaitsEndsTheRun) {
  SQLite::Database other(folder_.file("test.db"), read_write);
  other.exec("BEGIN IMMEDIATE");
  AtWait observer([] { throw Error(ErrorKind::failed, "the observer has had enough"); });
  EXPECT_STREQ(error_for({.observer = &observer}).what(), "the observer has had enough");
  EXPECT_TRUE(is_untouched());
}

TEST_F(Handle, TriggerOfAnotherConnectionIsFoundAfterTheLook) {
  upgrade(connection_, two_tables(), "a");
  BeforeRun observer([&] {
    SQLite::Database(folder_.file("test.db"), read_write)
        .exec("CREATE TRIGGER x AFTER INSERT ON migrate_version BEGIN DELETE FROM a; END");
  });
  const Error error = error_for({.observer = &observer});
  EXPECT_EQ(error.kind(), ErrorKind::mismatch);
  EXPECT_THAT(error.what(), HasSubstr("it has the trigger \"x\""));
  EXPECT_FALSE(db_.tableExists("b"));
}

// In WAL mode a transaction that has read cannot write once another connection has (SQLITE_BUSY_SNAPSHOT).
TEST_F(Handle, WriterAfterTheLookDoesNotMakeASnapshotStale) {
  db_.exec("PRAGMA journal_mode = WAL");
  BeforeRun observer([&] {
    SQLite::Database other(folder_.file("test.db"), read_write);
    SqliteConnection connection(other);
    upgrade(connection, two_tables(), "a");
  });
  const Report report = upgrade(connection_, two_tables(), {.observer = &observer});
  EXPECT_THAT(report.rows_after, ElementsAre("b"));
  EXPECT_EQ(number("SELECT count(*) FROM migrate_history WHERE revision = 'a'"), 1);
}

TEST_F(Handle, WriterDuringAStepWaitsAndIsNotLost) {
  db_.exec("PRAGMA journal_mode = WAL");
  SQLite::Database other(folder_.file("test.db"), read_write);
  AtStatement observer([&] { EXPECT_EQ(other.tryExec("CREATE TABLE other (x)"), SQLITE_BUSY); });
  upgrade(connection_, two_tables(), {.observer = &observer});
  other.exec("CREATE TABLE other (x)");
  EXPECT_TRUE(db_.tableExists("b") && db_.tableExists("other"));
}

// Without a look at the flag, this waits for an hour.
TEST_F(Handle, WaitForTheLockCanBeInterrupted) {
  SQLite::Database other(folder_.file("test.db"), read_write);
  other.exec("BEGIN IMMEDIATE");
  const std::atomic<bool> stop = true;
  const auto session = connection_.open(
      {.access = adapter::Access::write, .lock_timeout = std::chrono::hours(1), .stop = &stop});
  const Error error = error_of([&] { static_cast<void>(session->begin({})); });
  EXPECT_EQ(error.kind(), ErrorKind::failed);
  EXPECT_STREQ(error.what(), "interrupted");
}

TEST_F(Handle, LongStatementIsInterrupted) {
  std::atomic<bool> stop = false;
  AtStatement observer([&] { stop = true; });
  const std::string endless =
      "WITH RECURSIVE n (x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT max(x) FROM n";
  const Error error = error_of([&] { run({endless}, {}, {.observer = &observer, .stop = &stop}); });
  EXPECT_EQ(error.kind(), ErrorKind::failed);
  EXPECT_EQ(error.what(), rolled_back_at(10, 1, "interrupted (code 9)"));
}

// The reader holds a rollback journal's commit up until the program's own busy handler lets it go.
TEST_F(Handle, CommitIsTriedAgainWhileReadersHoldItUp) {
  SQLite::Database other(folder_.file("test.db"), read_write);
  db_.exec("CREATE TABLE t (id INTEGER)");
  db_.exec("INSERT INTO t VALUES (1), (2)");
  SQLite::Statement reader(other, "SELECT id FROM t");
  SqliteConnection connection(db_, {.leave_busy_handler = true});
  const auto let_go = [](void* statement, int) {
    static_cast<SQLite::Statement*>(statement)->reset();
    return 0;
  };
  sqlite3_busy_handler(db_.getHandle(), let_go, &reader);
  AtStatement observer([&] { reader.executeStep(); });
  upgrade(connection, ScriptedChain({creates("a")}), {.observer = &observer});
  EXPECT_TRUE(db_.tableExists("a"));
}

TEST_F(Handle, CommitGivesUpAndRollsBack) {
  SQLite::Database other(folder_.file("test.db"), read_write);
  db_.exec("CREATE TABLE t (id INTEGER)");
  db_.exec("INSERT INTO t VALUES (1), (2)");
  SQLite::Statement reader(other, "SELECT id FROM t");
  AtStatement observer([&] { reader.executeStep(); });
  const Options options{.lock_timeout = std::chrono::milliseconds(5), .observer = &observer};
  const Error error = error_of([&] { upgrade(connection_, ScriptedChain({creates("a")}), options); });
  EXPECT_EQ(error.kind(), ErrorKind::busy);
  reader.reset();
  EXPECT_TRUE(is_untouched());
  db_.exec("BEGIN");
}

TEST_F(Handle, SynchronousOffIsRefused) {
  db_.exec("PRAGMA synchronous = OFF");
  const Error error = error_for();
  EXPECT_EQ(error.kind(), ErrorKind::usage);
  EXPECT_STREQ(
      error.what(),
      "the database has synchronous=OFF, with which a power cut during the run can destroy it; nothing"
      " was changed. Set PRAGMA synchronous=FULL, or allow it with"
      " SqliteOptions::allow_unsafe_durability");
  EXPECT_TRUE(is_untouched());
}

TEST_F(Handle, JournalInMemoryIsRefused) {
  db_.exec("PRAGMA journal_mode = MEMORY");
  EXPECT_THAT(error_for().what(), HasSubstr("the database has journal_mode=memory, with which a power cut"));
  EXPECT_TRUE(is_untouched());
}

TEST_F(Handle, WithoutAJournalIsRefused) {
  db_.exec("PRAGMA journal_mode = OFF");
  EXPECT_THAT(error_for().what(), HasSubstr("the database has journal_mode=off, with which a power cut"));
  EXPECT_TRUE(is_untouched());
}

TEST_F(Handle, UnsafeDurabilityCanBeAllowed) {
  db_.exec("PRAGMA synchronous = OFF");
  SqliteConnection connection(db_, {.allow_unsafe_durability = true});
  EXPECT_TRUE(upgrade(connection, two_tables()).changed());
}

TEST_F(Handle, DatabaseInMemoryWorks) {
  SQLite::Database memory(":memory:", read_write);
  SqliteConnection connection(memory);
  upgrade(connection, two_tables());
  EXPECT_TRUE(memory.tableExists("b"));
}

TEST_F(Handle, QueryOnlyIsRefused) {
  db_.exec("PRAGMA query_only = ON");
  const Error error = error_for();
  EXPECT_EQ(error.kind(), ErrorKind::unavailable);
  EXPECT_STREQ(error.what(),
               "the connection has PRAGMA query_only=ON; nothing was changed. Switch it off first");
}

TEST_F(Handle, ReadOnlyIsRefusedBeforeTheFirstStatement) {
  SQLite::Database reader(folder_.file("test.db"), SQLite::OPEN_READONLY);
  SqliteConnection connection(reader);
  const Error error = error_of([&] { upgrade(connection, two_tables()); });
  EXPECT_EQ(error.kind(), ErrorKind::unavailable);
  EXPECT_EQ(error.what(),
            folder_.file("test.db") +
                ": the database is read-only, and it is not where it should be; nothing was"
                " changed. Open it for writing, and check the permissions of the file and of its"
                " folder");
}

TEST_F(Handle, QueryOnlyIsEnoughAtHead) {
  upgrade(connection_, two_tables());
  db_.exec("PRAGMA query_only = ON");
  EXPECT_FALSE(upgrade(connection_, two_tables()).changed());
}

TEST_F(Handle, ReadOnlyIsEnoughAtHead) {
  upgrade(connection_, two_tables());
  SQLite::Database reader(folder_.file("test.db"), SQLite::OPEN_READONLY);
  SqliteConnection connection(reader);
  EXPECT_FALSE(upgrade(connection, two_tables()).changed());
}

TEST_F(Handle, RunInsideARunIsRefused) {
  AtStatement observer([&] { upgrade(connection_, two_tables()); });
  EXPECT_THAT(error_for({.observer = &observer}).what(), HasSubstr("the connection is in a run already"));
  EXPECT_TRUE(is_untouched());
}

// Outside a transaction nothing else shows that the handle is in use. The second run would clear the first
// one's guard.
TEST_F(Handle, RunOfAnotherConnectionInsideARunIsRefused) {
  SqliteConnection other(db_.getHandle());
  std::string refusal;
  AtStatement observer([&] { refusal = error_of([&] { upgrade(other, two_tables()); }).what(); });
  const ScriptedChain chain({alone({.id = "c", .up = {"VACUUM"}})});
  upgrade(connection_, chain, {.observer = &observer});
  EXPECT_EQ(refusal,
            "the handle is in a run of another connection; nothing was changed. Start the second run when the"
            " first is over");
  EXPECT_NO_THROW(downgrade(other, chain, "base"));
}

TEST_F(Handle, TransactionThatAStepLeftOpenIsRolledBack) {
  const Steps steps{{"begin", [](StepContext& context) {
                       context.execute("BEGIN");
                       context.execute("CREATE TABLE t (id INTEGER)");
                       throw std::runtime_error("enough");
                     }}};
  const ScriptedChain chain({alone({.id = "a", .up = {"call begin"}})}, steps);
  EXPECT_EQ(error_of([&] { upgrade(connection_, chain); }).kind(), ErrorKind::incomplete);
  db_.exec("BEGIN");
  EXPECT_FALSE(db_.tableExists("t"));
}

TEST_F(Handle, OfTheCInterfaceIsAsGood) {
  const Steps steps{{"fill", [](StepContext& context) {
                       sqlite3* db = context.native<sqlite3*>();
                       sqlite3_exec(db, "INSERT INTO a VALUES (7)", nullptr, nullptr, nullptr);
                     }}};
  const ScriptedChain chain({{.id = "a", .up = {"CREATE TABLE a (id INTEGER)", "call fill"}}}, steps);
  SqliteConnection connection(db_.getHandle());
  upgrade(connection, chain);
  EXPECT_EQ(number("SELECT id FROM a"), 7);
}

TEST_F(Handle, OfTheCInterfaceIsNoDatabaseOfSQLiteCpp) {
  const Steps steps{{"fill", [](StepContext& context) { context.native<SQLite::Database>(); }}};
  const ScriptedChain chain({{.id = "a", .up = {"call fill"}}}, steps);
  SqliteConnection connection(db_.getHandle());
  EXPECT_THAT(error_of([&] { upgrade(connection, chain); }).what(),
              HasSubstr("the connection has no native handle of this type; its dialect is sqlite"));
}

TEST_F(Handle, ThatIsNullIsRefused) {
  const Error error = error_of([] { SqliteConnection connection(nullptr); });
  EXPECT_EQ(error.kind(), ErrorKind::usage);
  EXPECT_STREQ(error.what(), "the handle of the database is null; open the database first");
}

TEST_F(Handle, IsTheStepsOwn) {
  const Steps steps{{"fill", [](StepContext& context) {
                       context.native<SQLite::Database>().exec("INSERT INTO a VALUES (7)");
                     }}};
  run({"CREATE TABLE a (id INTEGER)", "call fill"}, steps);
  EXPECT_EQ(number("SELECT id FROM a"), 7);
}

TEST_F(Handle, ValuesTravelBothWays) {
  const Steps steps{{"fill", [](StepContext& context) {
                       context.execute("INSERT INTO a VALUES ($1, $2, $3, $4)", {1, 2.5, "it's", nullptr});
                       const Rows rows = context.query("SELECT * FROM a WHERE i = $1", {1});
                       EXPECT_EQ(rows, (Rows{{1, 2.5, "it's", nullptr}}));
                       EXPECT_EQ(context.execute("UPDATE a SET i = 2"), 1);
                     }}};
  run({"CREATE TABLE a (i INTEGER, d REAL, t TEXT, n TEXT)", "call fill"}, steps);
  EXPECT_EQ(number("SELECT i FROM a"), 2);
}

TEST_F(Handle, BytesTravelBothWays) {
  const Steps steps{{"fill", [](StepContext& context) {
                       const Bytes bytes{std::byte{0}, std::byte{0xff}, std::byte{'a'}};
                       context.execute("INSERT INTO a VALUES ($1, $2)", {bytes, Bytes()});
                       EXPECT_EQ(context.query("SELECT * FROM a"), (Rows{{bytes, Bytes()}}));
                     }}};
  run({"CREATE TABLE a (b BLOB, n BLOB)", "call fill"}, steps);
  EXPECT_EQ(number("SELECT count(*) FROM a WHERE b = x'00ff61' AND n = x''"), 1);
}

// What may not fit into 64 bits with a sign, or is no number at all, is no value without a cast.
static_assert(std::is_constructible_v<Value, std::int64_t> && std::is_constructible_v<Value, bool>);
static_assert(std::is_constructible_v<Value, std::uint32_t> && std::is_constructible_v<Value, float>);
static_assert(!std::is_constructible_v<Value, std::uint64_t> && !std::is_constructible_v<Value, char>);
static_assert(!std::is_constructible_v<Value, wchar_t> && !std::is_constructible_v<Value, long double>);

// As the library says it: newer ones ask for single quotes as well.
std::string complaint_about_a_missing_column() {
  SQLite::Database database(":memory:");
  sqlite3_db_config(database.getHandle(), SQLITE_DBCONFIG_DQS_DML, 0, nullptr);
  sqlite3_exec(database.getHandle(), "SELECT \"idd\"", nullptr, nullptr, nullptr);
  return std::string(sqlite3_errmsg(database.getHandle())) + " (code 1)";
}

TEST_F(Handle, DoubleQuotesMakeNoStringOfAColumnThatIsMissing) {
  for (const int setting : {SQLITE_DBCONFIG_DQS_DDL, SQLITE_DBCONFIG_DQS_DML})
    sqlite3_db_config(db_.getHandle(), setting, 1, nullptr);
  EXPECT_EQ(failure_of({"CREATE TABLE a (id INTEGER)", "CREATE INDEX b ON a (\"idd\")"}),
            rolled_back_at(11, 2, complaint_about_a_missing_column()));
  EXPECT_EQ(failure_of({"CREATE TABLE a (id INTEGER)", "INSERT INTO a VALUES (\"idd\")"}),
            rolled_back_at(11, 2, complaint_about_a_missing_column()));
}

}  // namespace migrate::testing
