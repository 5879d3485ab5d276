// Files that are opened by path, and tables that are not ours.

#include <sqlite3.h>

#include <fstream>
#include <sstream>

#include "migrate/adapter.h"
#include "sqlite/on_handle.h"

namespace migrate::testing {

class File : public ::testing::Test {
 protected:
  void write(const std::string& bytes) { std::ofstream(path_, std::ios::binary) << bytes; }
  std::string read() const {
    std::ostringstream bytes;
    bytes << std::ifstream(path_, std::ios::binary).rdbuf();
    return bytes.str();
  }
  void exec(const std::string& sql) { SQLite::Database(path_, read_write).exec(sql); }
  Error error_for(SqliteOptions options = {}) {
    SqliteConnection connection(path_, options);
    return error_of([&] { upgrade(connection, two_tables()); });
  }
  // Refused, and not one byte of the file is another.
  std::string refusal(ErrorKind kind, SqliteOptions options = {}) {
    const std::string before = read();
    const Error error = error_for(options);
    EXPECT_EQ(error.kind(), kind);
    EXPECT_EQ(read(), before);
    return error.what();
  }

  TemporaryFolder folder_;
  std::string path_ = folder_.file("test.db");
};

TEST_F(File, ThatIsNoDatabaseIsRefused) {
  write(std::string(4096, 'x'));
  EXPECT_EQ(refusal(ErrorKind::unavailable),
            path_ +
                ": file is not a database (code 26). Reading changed nothing; check that the path is that of"
                " a SQLite database. If it is encrypted, its key is missing or wrong: set the right key on a"
                " handle in the program, and pass that");
  EXPECT_EQ(error_for().context().database_code, "26");
  EXPECT_EQ(error_for().context().state, "Reading changed nothing.");
  EXPECT_EQ(
      error_for().context().advice,
      "Check that the path is that of a SQLite database. If it is encrypted, its key is missing or wrong:"
      " set the right key on a handle in the program, and pass that.");
}

TEST_F(File, ThatIsTruncatedIsRefused) {
  exec("CREATE TABLE t AS SELECT hex(randomblob(20000)) AS x");
  write(read().substr(0, 8192));
  EXPECT_EQ(refusal(ErrorKind::unavailable),
            path_ +
                ": database disk image is malformed (code 11). Reading changed nothing; restore the database"
                " from a backup");
  EXPECT_EQ(error_for().context().database_code, "11");
}

TEST_F(File, WithoutBytesIsANewDatabase) {
  write("");
  SqliteConnection connection(path_);
  EXPECT_TRUE(upgrade(connection, two_tables()).changed());
}

TEST_F(File, IsCreatedByAnUpgradeOnly) {
  SqliteConnection connection(path_);
  EXPECT_FALSE(current(connection, two_tables()).has_tables);
  error_of([&] { upgrade(connection, two_tables(), "nope"); });
  EXPECT_FALSE(std::filesystem::exists(path_));
  upgrade(connection, two_tables());
  EXPECT_TRUE(std::filesystem::exists(path_));
}

TEST_F(File, InAMissingFolderIsRefused) {
  path_ = folder_.file("nowhere/test.db");
  const Error error = error_for();
  EXPECT_EQ(error.kind(), ErrorKind::unavailable);
  EXPECT_EQ(error.what(), "cannot open " + path_ + ": the folder " + folder_.file("nowhere") +
                              " does not exist; correct the path, or create the folder");
  SqliteConnection connection(path_);
  EXPECT_EQ(error_of([&] { static_cast<void>(current(connection, two_tables())); }).kind(),
            ErrorKind::unavailable);
}

TEST_F(File, ThatAFailedUpgradeCreatedIsGone) {
  SqliteConnection connection(path_);
  const ScriptedChain chain({{.id = "a", .up = {"CREATE TABLE a (id INTEGER)", "DELETE FROM nowhere"}}});
  EXPECT_EQ(error_of([&] { upgrade(connection, chain); }).kind(), ErrorKind::failed);
  EXPECT_TRUE(std::filesystem::is_empty(folder_.path()));
}

TEST_F(File, WithoutBytesStaysAfterAFailedUpgrade) {
  write("");
  SqliteConnection connection(path_);
  const ScriptedChain chain({{.id = "a", .up = {"SELECT 1", "DELETE FROM nowhere"}}});
  error_of([&] { upgrade(connection, chain); });
  EXPECT_TRUE(std::filesystem::exists(path_));
}

#if !defined(_WIN32)  // which removes no open file
// Without a look, the second process would write a file that has no name any more.
TEST_F(File, ThatWasRemovedSinceItWasOpenedIsNotWritten) {
  SQLite::Database db(path_, read_write);
  db.exec("PRAGMA user_version = 0");
  std::filesystem::remove(path_);
  SqliteConnection connection(db);
  const Error error = error_of([&] { upgrade(connection, two_tables()); });
  EXPECT_EQ(error.kind(), ErrorKind::busy);
  EXPECT_EQ(error.what(), path_ +
                              " was removed or replaced after it was opened; nothing was changed in it. Run"
                              " the command again");
}
#endif

TEST_F(File, InMemoryNeedsAHandle) {
  path_ = ":memory:";
  EXPECT_EQ(error_for().kind(), ErrorKind::usage);
}

TEST_F(File, OfAnotherApplicationIsRefused) {
  exec("PRAGMA application_id = 7");
  EXPECT_EQ(
      refusal(ErrorKind::unavailable, {.application_id = 8}),
      "the database belongs to another application: its application_id is 7, this program's is 8; nothing"
      " was changed. Open another file");
}

TEST_F(File, OfNoApplicationIsRefusedWhenThereIsSomethingInIt) {
  exec("CREATE TABLE t (id INTEGER)");
  EXPECT_THAT(refusal(ErrorKind::unavailable, {.application_id = 8}), HasSubstr("its application_id is 0"));
}

TEST_F(File, ThatIsNewGetsTheApplicationId) {
  SqliteConnection connection(path_, {.application_id = 8});
  upgrade(connection, two_tables());
  EXPECT_FALSE(upgrade(connection, two_tables()).changed());
  EXPECT_EQ(SQLite::Database(path_).execAndGet("PRAGMA application_id").getInt(), 8);
}

TEST_F(File, WithDamagedPagesIsFoundByTheQuickCheck) {
  exec("CREATE TABLE t (id INTEGER PRIMARY KEY, x TEXT)");
  exec(
      "INSERT INTO t WITH RECURSIVE n (x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n WHERE x < 12)"
      " SELECT x, hex(randomblob(500)) FROM n");
  std::string bytes = read();
  std::fill(bytes.begin() + 8192, bytes.begin() + 12288, '\xff');
  write(bytes);
  EXPECT_THAT(refusal(ErrorKind::unavailable, {.quick_check = true}), HasSubstr(path_ + " is damaged: "));
}

namespace {

// A program can have it for every handle that it opens.
int allow_extensions(sqlite3* db, const char**, const void*) {
  return sqlite3_db_config(db, SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 1, nullptr);
}

}  // namespace

TEST_F(File, IsNotTrusted) {
  const auto for_every_handle = reinterpret_cast<void (*)()>(&allow_extensions);
  sqlite3_auto_extension(for_every_handle);
  const Steps steps{{"look", [](StepContext& context) {
                       SQLite::Database& db = context.native<SQLite::Database>();
                       EXPECT_EQ(db.execAndGet("PRAGMA cell_size_check").getInt(), 1);
                       int defensive = 0;
                       sqlite3_db_config(db.getHandle(), SQLITE_DBCONFIG_DEFENSIVE, -1, &defensive);
                       EXPECT_EQ(defensive, 1);
                       int loads_extensions = 1;
                       sqlite3_db_config(db.getHandle(), SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, -1,
                                         &loads_extensions);
                       EXPECT_EQ(loads_extensions, 0);
                     }}};
  SqliteConnection connection(path_);
  EXPECT_TRUE(upgrade(connection, ScriptedChain({{.id = "a", .up = {"call look"}}}, steps)).changed());
  sqlite3_cancel_auto_extension(for_every_handle);
}

namespace {

std::string foreign_table(const std::string& name, const std::string& objection) {
  return "\"" + name + "\" cannot be this library's table: it " + objection +
         "; nothing was changed. Find out who made it, and drop or rename it, or choose another "
         "version_table in"
         " migrate.yaml";
}

}  // namespace

class ForeignTable : public File {};

TEST_F(ForeignTable, ViewWithATriggerIsRefused) {
  exec(
      "CREATE TABLE t (id INTEGER); CREATE VIEW migrate_history AS SELECT 1 AS seq;"
      "CREATE TRIGGER x INSTEAD OF INSERT ON migrate_history BEGIN DELETE FROM t; END");
  EXPECT_EQ(refusal(ErrorKind::mismatch), foreign_table("migrate_history", "is a view"));
}

TEST_F(ForeignTable, TriggerOnOurTableIsRefused) {
  SqliteConnection connection(path_);
  upgrade(connection, two_tables(), "a");
  exec("CREATE TRIGGER x AFTER INSERT ON migrate_version BEGIN DELETE FROM a; END");
  EXPECT_EQ(refusal(ErrorKind::mismatch), foreign_table("migrate_version", "has the trigger \"x\""));
}

TEST_F(ForeignTable, TemporaryTriggerOnOurTableIsRefused) {
  SQLite::Database db(path_, read_write);
  SqliteConnection connection(db);
  upgrade(connection, two_tables(), "a");
  db.exec("CREATE TEMP TRIGGER x AFTER INSERT ON main.migrate_version BEGIN SELECT 1; END");
  EXPECT_EQ(error_of([&] { upgrade(connection, two_tables()); }).what(),
            foreign_table("migrate_version", "has the trigger \"x\""));
}

TEST_F(ForeignTable, VirtualTableIsRefused) {
  exec("CREATE VIRTUAL TABLE migrate_version USING fts5(version_num)");
  EXPECT_EQ(refusal(ErrorKind::mismatch), foreign_table("migrate_version", "is a virtual table"));
}

TEST_F(ForeignTable, MissingColumnIsRefused) {
  exec("CREATE TABLE Migrate_Version (version TEXT)");
  EXPECT_EQ(refusal(ErrorKind::mismatch), foreign_table("migrate_version", "has no column \"version_num\""));
}

TEST_F(ForeignTable, ColumnOfAnotherTypeIsRefused) {
  exec("CREATE TABLE migrate_version (version_num INTEGER)");
  EXPECT_EQ(refusal(ErrorKind::mismatch),
            foreign_table("migrate_version", "has the column \"version_num\" with the type \"INTEGER\""));
}

TEST_F(ForeignTable, ColumnThatMustBeFilledIsRefused) {
  exec("CREATE TABLE migrate_version (version_num TEXT, extra TEXT NOT NULL)");
  EXPECT_EQ(refusal(ErrorKind::mismatch),
            foreign_table("migrate_version", "has the column \"extra\", which this library cannot fill"));
}

TEST_F(ForeignTable, ColumnsOfLaterVersionsAreAccepted) {
  SqliteConnection connection(path_);
  upgrade(connection, two_tables(), "a");
  exec(
      "ALTER TABLE migrate_history ADD COLUMN extra TEXT; ALTER TABLE migrate_version ADD COLUMN more TEXT "
      "NOT NULL DEFAULT 'x'");
  EXPECT_TRUE(upgrade(connection, two_tables()).changed());
}

TEST_F(ForeignTable, TemporaryTableOfTheSameNameIsIgnored) {
  SQLite::Database db(path_, read_write);
  db.exec(
      "CREATE TEMP TABLE migrate_version (version_num TEXT); INSERT INTO temp.migrate_version VALUES "
      "('zzz')");
  SqliteConnection connection(db);
  upgrade(connection, two_tables());
  EXPECT_THAT(current(connection, two_tables()).rows, ElementsAre("b"));
  EXPECT_STREQ(db.execAndGet("SELECT version_num FROM main.migrate_version"), "b");
}

TEST_F(ForeignTable, HistoryWithoutVersionTableIsDamage) {
  SqliteConnection connection(path_);
  upgrade(connection, two_tables());
  exec("DROP TABLE migrate_version");
  EXPECT_EQ(
      refusal(ErrorKind::mismatch),
      "the table \"migrate_version\" is missing, but \"migrate_history\" exists; nothing was changed."
      " Restore the database from a backup, or create the table as docs/history-table.md describes it and"
      " run \"stamp REVISION...\"");
}

TEST_F(ForeignTable, EmptinessIsSeen) {
  SqliteConnection connection(path_);
  const adapter::RunSettings settings{.access = adapter::Access::write};
  EXPECT_TRUE(connection.open(settings)->is_empty());
  exec("PRAGMA user_version = 3");
  EXPECT_FALSE(connection.open(settings)->is_empty());
}

}  // namespace migrate::testing
