// What a revision must not do, and how it is stopped.

#include "sqlite/guard.h"

#include <sqlite3.h>

#include <filesystem>
#include <optional>

#include "sqlite/on_handle.h"

namespace migrate::testing {

namespace {

const std::string no_transaction_control =
    "a revision must not begin or end a transaction; it runs inside one (code 23)";
const std::string not_ours = "a revision must not touch the version and history tables (code 23)";

struct Forbidden {
  std::string name;
  std::string statement;
  std::string cause;
};

// What SQLite says of it changes with its version.
std::string complaint_about_quoted_typo() {
  SQLite::Database db(":memory:", read_write);
  sqlite3_db_config(db.getHandle(), SQLITE_DBCONFIG_DQS_DML, 0, nullptr);
  try {
    SQLite::Statement(db, "SELECT \"nosuch\"");
  } catch (const SQLite::Exception& exception) {
    return exception.what();
  }
  return "nothing";
}

class ForbiddenTest : public OnHandle, public ::testing::WithParamInterface<Forbidden> {};

TEST_P(ForbiddenTest, IsRefusedAndRolledBack) {
  EXPECT_EQ(failure_of({"CREATE TABLE a (id INTEGER)", GetParam().statement}),
            rolled_back_at(11, 2, GetParam().cause));
  EXPECT_EQ(number("SELECT count(*) FROM sqlite_master"), 0);
}

INSTANTIATE_TEST_SUITE_P(
    Guard, ForbiddenTest,
    ::testing::Values(
        Forbidden{"Commit", "COMMIT", no_transaction_control},
        Forbidden{"Begin", "BEGIN", no_transaction_control},
        Forbidden{"Rollback", "ROLLBACK", no_transaction_control},
        Forbidden{"Savepoint", "SAVEPOINT s", no_transaction_control},
        Forbidden{"Attach", "ATTACH ':memory:' AS x",
                  "a revision must not attach or detach databases (code 23)"},
        Forbidden{"VersionRow", "INSERT INTO migrate_version VALUES ('x')", not_ours},
        Forbidden{"HistoryRow", "UPDATE \"MIGRATE_HISTORY\" SET state = 'x'", not_ours},
        Forbidden{"DeleteVersions", "DELETE FROM migrate_version", not_ours},
        Forbidden{"DropHistory", "DROP TABLE migrate_history", not_ours},
        Forbidden{"AlterVersions", "ALTER TABLE migrate_version ADD COLUMN x INTEGER", not_ours},
        Forbidden{"RenameHistory", "ALTER TABLE migrate_history RENAME TO x", not_ours},
        Forbidden{"IndexHistory", "CREATE INDEX i ON migrate_history (revision)", not_ours},
        Forbidden{"Trigger", "CREATE TRIGGER t AFTER INSERT ON migrate_version BEGIN SELECT 1; END",
                  not_ours},
        Forbidden{"TemporaryTrigger",
                  "CREATE TEMP TRIGGER t AFTER INSERT ON migrate_version BEGIN SELECT 1; END", not_ours},
        Forbidden{"WritableSchema", "PRAGMA writable_schema = ON",
                  "a revision must not write the schema table directly (code 23)"},
        Forbidden{"TrustedSchema", "PRAGMA trusted_schema = ON",
                  "a revision must not set trusted_schema; leave the statement out (code 23)"},
        Forbidden{"ForeignKeys", "PRAGMA foreign_keys = OFF",
                  "a revision must not switch foreign keys; they are off in a transaction that drops a table"
                  " (code 23)"},
        Forbidden{
            "JournalMode", "PRAGMA journal_mode = WAL",
            "the journal mode cannot change inside a transaction; give the revision \"transaction: none\""
            " (code 23)"},
        Forbidden{"LoadExtension", "SELECT load_extension('x')",
                  "a revision must not load extensions (code 1)"},
        Forbidden{"Two", "SELECT 1; SELECT 2", "there is more than one statement"},
        Forbidden{"Nul", std::string("SELECT 1\0", 9), "the statement contains a NUL byte"},
        Forbidden{"QuotedTypo", "SELECT \"nosuch\"", complaint_about_quoted_typo() + " (code 1)"}),
    [](const auto& tested) { return tested.param.name; });

class Guard : public OnHandle {};

TEST_F(Guard, SeesWhatATriggerWouldDo) {
  EXPECT_EQ(
      failure_of({"CREATE TABLE a (id INTEGER)",
                  "CREATE TRIGGER t AFTER INSERT ON a BEGIN INSERT INTO migrate_version VALUES ('x'); END",
                  "INSERT INTO a VALUES (1)"}),
      rolled_back_at(12, 3, not_ours));
}

TEST_F(Guard, StopsAStepThatCommits) {
  const Steps steps{{"commit", [](StepContext& context) { context.execute("COMMIT"); }}};
  EXPECT_EQ(failure_of({"CREATE TABLE a (id INTEGER)", "call commit"}, steps),
            rolled_back_at(11, 2, no_transaction_control));
}

TEST_F(Guard, StopsAStepThatCommitsOnTheNativeHandle) {
  const Steps steps{
      {"commit", [](StepContext& context) { context.native<SQLite::Database>().exec("COMMIT"); }}};
  EXPECT_EQ(failure_of({"CREATE TABLE a (id INTEGER)", "call commit"}, steps),
            rolled_back_at(11, 2, "not authorized"));
  EXPECT_FALSE(db_.tableExists("a"));
}

TEST_F(Guard, LetsGoOfTheHandle) {
  const adapter::RunSettings settings;
  std::optional<sqlite::Guard> guard(std::in_place, db_.getHandle(), settings);
  guard->enter(sqlite::Guard::Scope::revision_in_group);
  EXPECT_THROW(db_.exec("SAVEPOINT s"), SQLite::Exception);
  guard.reset();
  EXPECT_EQ(db_.tryExec("SAVEPOINT s"), SQLITE_OK);
}

TEST_F(Guard, LetsARevisionReadOurTables) {
  run({"CREATE TABLE a AS SELECT count(*) AS applied FROM migrate_history"});
  EXPECT_TRUE(db_.tableExists("a"));
}

TEST_F(Guard, NothingRunsAfterAStatementThatRolledBack) {
  EXPECT_EQ(failure_of({"CREATE TABLE a (id INTEGER PRIMARY KEY)", "INSERT INTO a VALUES (1)",
                        "INSERT OR ROLLBACK INTO a VALUES (1)", "CREATE TABLE b (id INTEGER)"}),
            rolled_back_at(12, 3, "UNIQUE constraint failed: a.id (code 1555)"));
  EXPECT_EQ(number("SELECT count(*) FROM sqlite_master"), 0);
}

TEST_F(Guard, WithoutItACommitIsNoticedBeforeTheNextStatement) {
  SqliteConnection unguarded(db_, {.leave_authorizer = true});
  const ScriptedChain chain(
      {{.id = "a", .up = {"CREATE TABLE a (id INTEGER)", "COMMIT", "CREATE TABLE b (id INTEGER)"}}});
  EXPECT_THAT(error_of([&] { upgrade(unguarded, chain); }).what(),
              HasSubstr("the revision ended its transaction; what it had run before may be committed"));
  EXPECT_FALSE(db_.tableExists("b"));
}

TEST_F(Guard, LetsVacuumRunOutsideATransaction) {
  const ScriptedChain chain({alone({.id = "a", .up = {"VACUUM"}})});
  upgrade(connection_, chain);
  EXPECT_THAT(current(connection_, chain).rows, ElementsAre("a"));
}

TEST_F(Guard, LetsVacuumWriteNoOtherFile) {
  for (const char* statement : {"VACUUM INTO 'guard_test_copy.db'", "ATTACH 'guard_test_copy.db' AS copy"}) {
    const ScriptedChain chain({alone({.id = "a", .up = {statement}})});
    EXPECT_THROW(upgrade(connection_, chain), Error) << statement;
    EXPECT_FALSE(std::filesystem::exists("guard_test_copy.db")) << statement;
  }
}

TEST_F(Guard, JournalModeChangesOutsideATransaction) {
  upgrade(connection_, ScriptedChain({alone({.id = "a", .up = {"PRAGMA journal_mode = WAL"}})}));
  EXPECT_EQ(text("PRAGMA journal_mode"), "wal");
}

TEST_F(Guard, ForeignKeysOutsideATransactionLeaveNothingPending) {
  const ScriptedChain chain({alone({.id = "a", .up = {"PRAGMA \"foreign_keys\" = OFF"}})});
  const Error error = error_of([&] { upgrade(connection_, chain); });
  EXPECT_EQ(error.kind(), ErrorKind::failed);
  EXPECT_EQ(current(connection_, chain).incomplete, "");
  EXPECT_FALSE(upgrade(connection_, ScriptedChain({alone({.id = "a"})})).steps.empty());
}

TEST_F(Guard, JournalModeThatDidNotChangeIsAFailure) {
  SQLite::Database memory(":memory:", read_write);
  SqliteConnection connection(memory);
  const ScriptedChain chain({alone({.id = "a", .up = {"PRAGMA journal_mode = WAL"}})});
  const Error error = error_of([&] { upgrade(connection, chain); });
  EXPECT_EQ(error.kind(), ErrorKind::incomplete);
  EXPECT_THAT(error.what(), HasSubstr("statement 1: the journal mode is still memory\n"));
}

TEST_F(Guard, StepOutsideATransactionMayCommitByItself) {
  const Steps steps{{"batch", [](StepContext& context) {
                       context.execute("BEGIN");
                       context.execute("CREATE TABLE a (id INTEGER)");
                       context.execute("COMMIT");
                     }}};
  upgrade(connection_, ScriptedChain({alone({.id = "a", .up = {"call batch"}})}, steps));
  EXPECT_TRUE(db_.tableExists("a"));
}

TEST_F(Guard, ErrorNamesTheLineInsideAStatement) {
  const int line = has_sqlite(3038000) ? 12 : 11;  // before, SQLite names no place
  EXPECT_EQ(failure_of({"CREATE TABLE a (id INTEGER)", "SELECT id,\n  nosuch\nFROM a"}),
            rolled_back_at(line, 2, "no such column: nosuch (code 1)"));
}

}  // namespace

}  // namespace migrate::testing
