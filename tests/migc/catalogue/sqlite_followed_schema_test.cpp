#include "migc/catalogue/sqlite_followed_schema.h"

#include <gtest/gtest.h>
#include <sqlite3.h>

#include <memory>
#include <string>
#include <vector>

#include "migc/catalogue/changed_schema.h"

namespace migrate::migc {
namespace {

using testing::difference_lines;

class FollowedDatabase {
 public:
  void run(const std::string& script) {
    char* message = nullptr;
    const int code = sqlite3_exec(db_.get(), script.c_str(), nullptr, nullptr, &message);
    EXPECT_EQ(code, SQLITE_OK) << message << "\n" << script;
    sqlite3_free(message);
  }
  // That fails, as a revision may.
  void fail(const std::string& script) {
    EXPECT_NE(sqlite3_exec(db_.get(), script.c_str(), nullptr, nullptr, nullptr), SQLITE_OK) << script;
    if (sqlite3_get_autocommit(db_.get()) == 0) run("ROLLBACK");
  }

  sqlite3* handle() const { return db_.get(); }
  SqliteFollowedSchema& schema() { return schema_; }

  // Compares what is followed with a full reading, by a reader that knows nothing.
  void check(const std::string& after) {
    SqliteCatalogueReader reader({"own"});
    const SchemaCatalogue is = schema_.read(), whole = reader.read(db_.get());
    EXPECT_EQ(difference_lines(whole, is), "") << after;
    ASSERT_EQ(is.entries.size(), whole.entries.size()) << after;
    for (std::size_t i = 0; i < is.entries.size(); ++i) {
      EXPECT_EQ(is.entries[i].first, whole.entries[i].first) << after;
      EXPECT_EQ(*is.entries[i].second, *whole.entries[i].second) << after;
    }
  }

 private:
  struct Close {
    void operator()(sqlite3* db) const { sqlite3_close(db); }
  };
  static sqlite3* open() {
    sqlite3* db = nullptr;
    sqlite3_open(":memory:", &db);
    return db;
  }

  std::unique_ptr<sqlite3, Close> db_{open()};
  SqliteCatalogueReader reader_{{"own"}};
  SqliteFollowedSchema schema_{reader_, db_.get()};
};

// In this order: each finds what those before it have left.
const char* const statements[] = {
    "CREATE TABLE own (a)",
    "CREATE TABLE p (id INTEGER PRIMARY KEY, code TEXT UNIQUE COLLATE nocase)",
    "CREATE TABLE t (id INTEGER PRIMARY KEY AUTOINCREMENT, a TEXT, pid INT REFERENCES p (id))",
    "CREATE INDEX i1 ON t (a)",
    "CREATE INDEX i2 ON p (code)",
    "CREATE VIEW v AS SELECT a FROM t",
    "CREATE TRIGGER tr AFTER INSERT ON t BEGIN UPDATE p SET code = new.a; END",
    "CREATE TRIGGER on_v INSTEAD OF INSERT ON v BEGIN SELECT 1; END",
    "INSERT INTO t (a) VALUES ('x')",
    "ALTER TABLE t RENAME COLUMN a TO b",
    "ALTER TABLE p RENAME TO q",
    "ALTER TABLE t ADD COLUMN c INT DEFAULT 3",
    "ALTER TABLE t DROP COLUMN c",
    "/* why */ ALTER TABLE t -- what\n RENAME TO u",
    "DROP INDEX i1",
    "CREATE INDEX i1 ON u (b DESC)",
    "DROP TRIGGER tr",
    "DROP VIEW IF EXISTS V",
    "CREATE TABLE child (later REFERENCES \"Later\")",
    "CREATE TABLE Later (code TEXT PRIMARY KEY)",
    "DROP TABLE later",
    "CREATE TABLE later (a, b, PRIMARY KEY (b, a))",
    "ALTER TABLE later RENAME COLUMN b TO c",
    "DROP VIEW IF EXISTS v",
    "CREATE TABLE last (a)",
    "DROP TABLE last; CREATE TABLE other (b)",
    "DROP TABLE other; CREATE TABLE other (c)",
    "DROP TABLE other; CREATE VIEW other AS SELECT 1 AS one; CREATE TABLE after_it (a)",
    "DROP TABLE after_it; DROP VIEW other; CREATE TABLE after_it (b); CREATE TABLE other (a PRIMARY KEY)",
    "BEGIN; DROP TABLE [Other]; CREATE TABLE unseen (a); ROLLBACK",
    "BEGIN; CREATE TABLE seen (a); COMMIT",
    "SAVEPOINT s; DROP TABLE seen; ROLLBACK TO s; CREATE TABLE seen_too (a); RELEASE s",
    "DROP TABLE `SEEN`; DROP TABLE 'seen_too'",
    "CREATE TABLE copy AS SELECT * FROM u",
    "CREATE TABLE IF NOT EXISTS copy (a)",
    "DROP TABLE u",
    "ANALYZE",
    "DROP TABLE sqlite_stat1",
    "CREATE TEMP TABLE q (x)",
    "DROP TABLE temp.q",
    "CREATE TABLE \"a b\" (\"c \"\" d\")",
    "CREATE INDEX \"i \"\" i\" ON \"a b\" (\"c \"\" d\")",
    "DROP TABLE \"a b\"",
    "PRAGMA user_version = 7",
    "PRAGMA application_id = 8",
    "VACUUM",
    "CREATE TABLE r (a); REINDEX; EXPLAIN DROP TABLE r",
    ("PRAGMA writable_schema = ON; UPDATE sqlite_master SET sql = 'CREATE TABLE r (z)' WHERE name = 'r';"
     " PRAGMA writable_schema = RESET"),
    "CREATE TABLE own_too (a)",
    "DROP TABLE own",
};

TEST(SqliteFollowedSchema, IsWhatTheWholeReadingFindsAfterEachStatement) {
  FollowedDatabase database;
  for (const char* statement : statements) {
    database.run(statement);
    database.check(statement);
  }
}

TEST(SqliteFollowedSchema, IsWhatTheWholeReadingFindsAfterAllOfThem) {
  FollowedDatabase database;
  database.check("nothing");
  for (const char* statement : statements) database.run(statement);
  database.check("all");
}

TEST(SqliteFollowedSchema, KnowsTheSchemaAgainThatAnErrorHasRolledBack) {
  FollowedDatabase database;
  database.run("CREATE TABLE t (a UNIQUE); INSERT INTO t VALUES (1)");
  database.check("");
  database.fail(
      "BEGIN; CREATE TABLE u (a); DROP TABLE u; CREATE VIEW u AS SELECT 1; INSERT OR ROLLBACK INTO t"
      " VALUES (1)");
  database.check("rolled back");
  database.run("BEGIN; CREATE TABLE u (a)");
  database.check("inside");
  database.run("ROLLBACK");
  database.check("outside");
}

TEST(SqliteFollowedSchema, KnowsWhatAVirtualTableMakes) {
  FollowedDatabase database;
  database.run("CREATE TABLE t (a)");
  database.check("before");
  if (sqlite3_compileoption_used("ENABLE_FTS5") == 0) GTEST_SKIP() << "this SQLite has no FTS5";
  for (const char* statement :
       {"CREATE VIRTUAL TABLE f USING fts5 (a)", "INSERT INTO f VALUES ('x')", "CREATE TABLE u (a)",
        "PRAGMA user_version = 3", "DROP TABLE f", "CREATE TABLE f (a)", "DROP TABLE u"}) {
    database.run(statement);
    database.check(statement);
  }
}

// What takes the rows of its tables in sqlite_schema, without one of its own.
TEST(SqliteFollowedSchema, ForgetsTheTablesOfADroppedVirtualTable) {
  FollowedDatabase database;
  if (sqlite3_compileoption_used("ENABLE_FTS5") == 0) GTEST_SKIP() << "this SQLite has no FTS5";
  database.run("CREATE VIRTUAL TABLE f USING fts5 (a)");
  database.check("before");
  database.run("DROP TABLE f");
  for (const char* name : {"a", "b", "c", "d", "e", "g", "h"})
    database.run("CREATE TABLE " + std::string(name) + " (x)");
  database.check("replaced");
}

TEST(SqliteFollowedSchema, IsToldOfWhatNoStatementOfItsOwnChanged) {
  FollowedDatabase database, other;
  database.run("CREATE TABLE t (a)");
  other.run("CREATE TABLE u (b); CREATE INDEX i ON u (b)");
  database.check("before");
  sqlite3_backup* backup = sqlite3_backup_init(database.handle(), "main", other.handle(), "main");
  sqlite3_backup_step(backup, -1);
  sqlite3_backup_finish(backup);
  database.schema().expect_any();
  database.check("copied");
}

}  // namespace
}  // namespace migrate::migc
