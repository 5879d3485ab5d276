#include <gtest/gtest.h>

#include "migc/transition/sqlite_pair.h"

namespace migrate::migc {
namespace {

using testing::SqlitePair;

constexpr const char* runs = "CREATE TABLE runs (id INTEGER PRIMARY KEY, name TEXT);\n";

std::string rebuilt(const std::string& table, const std::string& columns, const std::string& copied,
                    const std::string& values = "") {
  return "CREATE TABLE _migrate_new_" + table + " (\n  " + columns +
         "\n);\nINSERT OR ABORT INTO _migrate_new_" + table + " (" + copied + ")\nSELECT " +
         (values.empty() ? copied : values) + "\nFROM " + table + ";\nDROP TABLE " + table +
         ";\nPRAGMA legacy_alter_table = ON;\nALTER TABLE _migrate_new_" + table + " RENAME TO " + table +
         ";\nPRAGMA legacy_alter_table = OFF;\n";
}

TEST(SqliteTransition, IsEmptyBetweenTwoSpellingsOfOneSchema) {
  EXPECT_EQ(SqlitePair(runs, "create table [Runs] (ID integer primary key, 'name' TEXT NULL)").text(), "");
}

TEST(SqliteTransition, CreatesWhatIsMissingAsItsAuthorWroteIt) {
  const std::string schema =
      "CREATE TABLE jobs (\n  id INTEGER PRIMARY KEY, -- of the queue\n  run REFERENCES runs\n);\n"
      "CREATE VIEW names AS SELECT name FROM runs;\n"
      "CREATE INDEX ix ON jobs (run);\n"
      "CREATE VIRTUAL TABLE words USING fts5 (word);\n"
      "CREATE TRIGGER t AFTER INSERT ON jobs BEGIN SELECT 1; END;\n";
  EXPECT_EQ(SqlitePair(runs, runs + schema + "PRAGMA user_version = 3;").text(),
            "CREATE TABLE jobs (\n  id INTEGER PRIMARY KEY, -- of the queue\n  run REFERENCES runs\n);\n"
            "CREATE VIRTUAL TABLE words USING fts5 (word);\n"
            "CREATE VIEW names AS SELECT name FROM runs;\n"
            "CREATE INDEX ix ON jobs (run);\n"
            "CREATE TRIGGER t AFTER INSERT ON jobs BEGIN SELECT 1; END;\n"
            "PRAGMA user_version = 3;\n");
}

TEST(SqliteTransition, DropsInTheReverseOrderAndListsTheLoss) {
  const std::string schema =
      "CREATE TABLE jobs (id INTEGER PRIMARY KEY);\nCREATE INDEX ix ON jobs (id);\n"
      "CREATE INDEX by_name ON runs (name);\n"
      "CREATE VIEW v AS SELECT name FROM runs;\nCREATE VIEW w AS SELECT name FROM v;\n"
      "CREATE TRIGGER t INSTEAD OF INSERT ON v BEGIN SELECT 1; END;\n"
      "CREATE VIRTUAL TABLE words USING fts5 (word);\n";
  EXPECT_EQ(SqlitePair(runs + schema, runs).text(),
            "DROP VIEW w;\nDROP VIEW v;\nDROP INDEX by_name;\nDROP TABLE words;\nDROP TABLE jobs;\n"
            "-- loses: table words is dropped with its rows\n"
            "-- loses: table jobs is dropped with its rows\n");
}

TEST(SqliteTransition, AltersColumnsWhereSqliteDoesAndWhereverTheyAreWritten) {
  EXPECT_EQ(SqlitePair("CREATE TABLE runs (id INTEGER PRIMARY KEY, size INT, name TEXT);",
                       "CREATE TABLE runs (note TEXT DEFAULT 'x', id INTEGER PRIMARY KEY, twice AS (id * 2),"
                       " owner INT REFERENCES users (id) CHECK (owner > 0), name TEXT);")
                .text(),
            "ALTER TABLE runs ADD COLUMN note TEXT DEFAULT 'x';\n"
            "ALTER TABLE runs ADD COLUMN twice AS (id * 2);\n"
            "ALTER TABLE runs ADD COLUMN owner INT REFERENCES users (id) CHECK (owner > 0);\n"
            "ALTER TABLE runs DROP COLUMN size;\n"
            "-- loses: column runs.size is dropped with its values\n");
}

TEST(SqliteTransition, RebuildsForWhatAlterTableCannotDo) {
  EXPECT_EQ(
      SqlitePair(runs,
                 "CREATE TABLE runs (id INTEGER PRIMARY KEY, name TEXT UNIQUE, at TEXT DEFAULT"
                 " CURRENT_TIMESTAMP);")
          .text(),
      rebuilt("runs", "id INTEGER PRIMARY KEY,\n  name TEXT UNIQUE,\n  at TEXT DEFAULT CURRENT_TIMESTAMP",
              "id, name"));
  EXPECT_EQ(SqlitePair("CREATE TABLE t (a, b UNIQUE);", "CREATE TABLE t (a);").text(),
            rebuilt("t", "a", "rowid, a") + "-- loses: column t.b is dropped with its values\n");
}

TEST(SqliteTransition, KeepsIndexesAndTriggersOfARebuiltTableAndLeavesViewsAlone) {
  const std::string others =
      "CREATE INDEX ix ON runs (lower(name)) WHERE id > 1;\nCREATE VIEW v AS SELECT name FROM runs;\n"
      "CREATE TRIGGER t AFTER INSERT ON runs BEGIN SELECT 1; END;\n";
  EXPECT_EQ(
      SqlitePair(runs + others, "CREATE TABLE runs (id INTEGER PRIMARY KEY, name TEXT DEFAULT 'x');" + others)
          .text(),
      rebuilt("runs", "id INTEGER PRIMARY KEY,\n  name TEXT DEFAULT 'x'", "id, name") +
          "CREATE INDEX ix ON runs (lower(name)) WHERE id > 1;\n"
          "CREATE TRIGGER t AFTER INSERT ON runs BEGIN SELECT 1; END;\n");
}

TEST(SqliteTransition, ListsTypesThatChangeValues) {
  EXPECT_EQ(SqlitePair("CREATE TABLE t (a TEXT, b INT, c REAL);", "CREATE TABLE t (a INTEGER, b NUMERIC, c);")
                .text(),
            rebuilt("t", "a INTEGER,\n  b NUMERIC,\n  c", "rowid, a, b, c") +
                "-- loses: column t.a: values may change with the type: TEXT -> INTEGER\n");
}

TEST(SqliteTransition, AsksForValuesThatRowsNeed) {
  const std::string wanted =
      "CREATE TABLE runs (id INTEGER PRIMARY KEY, name TEXT NOT NULL, size INT NOT NULL, kind TEXT NOT NULL"
      " DEFAULT 'run');";
  EXPECT_EQ(SqlitePair(runs, wanted).text(), "-- requires: runs.name TEXT\n-- requires: runs.size INT\n");
  EXPECT_EQ(SqlitePair(runs, wanted).text({.values = {{"runs", "name", "'?'"}, {"runs", "size", "id * 2"}}}),
            rebuilt("runs",
                    "id INTEGER PRIMARY KEY,\n  name TEXT NOT NULL,\n  size INT NOT NULL,\n"
                    "  kind TEXT NOT NULL DEFAULT 'run'",
                    "id, name, size", "id, coalesce(name, '?'), id * 2"));
}

TEST(SqliteTransition, FillsANewColumnOfATableThatNeedsNoRebuild) {
  EXPECT_EQ(SqlitePair(runs, "CREATE TABLE runs (id INTEGER PRIMARY KEY, name TEXT, size INT);")
                .text({.values = {{"runs", "size", "length(name)"}}}),
            "ALTER TABLE runs ADD COLUMN size INT;\nUPDATE runs SET size = length(name);\n");
}

TEST(SqliteTransition, NullsOfAColumnThatTakesNoneAnyMoreBecomeItsDefault) {
  EXPECT_EQ(
      SqlitePair(runs, "CREATE TABLE runs (id INTEGER PRIMARY KEY, name TEXT NOT NULL DEFAULT 'x');").text(),
      rebuilt("runs", "id INTEGER PRIMARY KEY,\n  name TEXT NOT NULL DEFAULT 'x'", "id, name",
              "id, coalesce(name, 'x')"));
}

TEST(SqliteTransition, Renames) {
  EXPECT_EQ(SqlitePair("CREATE TABLE runs (id INTEGER PRIMARY KEY, name TEXT);"
                       "CREATE TABLE logs (run REFERENCES runs (id));"
                       "CREATE VIEW v AS SELECT name FROM runs;",
                       "CREATE TABLE jobs (id INTEGER PRIMARY KEY, title TEXT);"
                       "CREATE TABLE logs (run REFERENCES jobs (id));"
                       "CREATE VIEW v AS SELECT title FROM jobs;")
                .text({.tables = {{"runs", "jobs", {{"name", "title"}}}}}),
            "ALTER TABLE runs RENAME TO jobs;\nALTER TABLE jobs RENAME COLUMN name TO title;\n");
}

TEST(SqliteTransition, ExchangesNames) {
  EXPECT_EQ(
      SqlitePair("CREATE TABLE a (x, y); CREATE TABLE b (z);", "CREATE TABLE b (y, x); CREATE TABLE a (z);")
          .text({.tables = {{"a", "b", {{"x", "y"}, {"y", "x"}}}, {"b", "a", {}}}}),
      "ALTER TABLE a RENAME TO _migrate_old_a;\nALTER TABLE b RENAME TO a;\n"
      "ALTER TABLE _migrate_old_a RENAME TO b;\n"
      "ALTER TABLE b RENAME COLUMN x TO _migrate_old_x;\nALTER TABLE b RENAME COLUMN y TO x;\n"
      "ALTER TABLE b RENAME COLUMN _migrate_old_x TO y;\n");
}

TEST(SqliteTransition, ANameThatIsTakenIsThatOfWhatIsDropped) {
  EXPECT_EQ(SqlitePair("CREATE TABLE a (x); CREATE TABLE b (y UNIQUE, z);", "CREATE TABLE b (x);")
                .text({.tables = {{"a", "b", {}}}}),
            "DROP TABLE b;\nALTER TABLE a RENAME TO b;\n-- loses: table b is dropped with its rows\n");
  EXPECT_EQ(SqlitePair("CREATE TABLE t (a, b);", "CREATE TABLE t (b);")
                .text({.tables = {{"t", "t", {{"a", "b"}}}}}),
            "ALTER TABLE t DROP COLUMN b;\nALTER TABLE t RENAME COLUMN a TO b;\n"
            "-- loses: column t.b is dropped with its values\n");
  EXPECT_EQ(SqlitePair("CREATE TABLE t (a, b UNIQUE);", "CREATE TABLE t (b);")
                .text({.tables = {{"t", "t", {{"a", "b"}}}}}),
            "ALTER TABLE t RENAME COLUMN b TO _migrate_old_b;\nALTER TABLE t RENAME COLUMN a TO b;\n" +
                rebuilt("t", "b", "rowid, b") + "-- loses: column t.b is dropped with its values\n");
}

TEST(SqliteTransition, ATableThatIsAnotherOneUnderTheSameNameIsCreated) {
  EXPECT_EQ(SqlitePair("CREATE TABLE t (a);", "CREATE TABLE t (a, b);").text({.tables = {{"t", "", {}}}}),
            "DROP TABLE t;\nCREATE TABLE t (a, b);\n-- loses: table t is dropped with its rows\n");
  EXPECT_EQ(SqlitePair("CREATE TABLE t (a);", "CREATE VIEW t AS SELECT 1;").text(),
            "DROP TABLE t;\nCREATE VIEW t AS SELECT 1;\n-- loses: table t is dropped with its rows\n");
}

TEST(SqliteTransition, AViewThatSqliteCannotReadIsCreatedAgain) {
  const std::string view = "CREATE VIEW v AS SELECT gone FROM t;";
  EXPECT_EQ(SqlitePair("CREATE TABLE t (a, b);" + view, "CREATE TABLE t (a);" + view).text(),
            "DROP VIEW v;\nALTER TABLE t DROP COLUMN b;\nCREATE VIEW v AS SELECT gone FROM t;\n"
            "-- loses: column t.b is dropped with its values\n");
}

TEST(SqliteTransition, RowsSurviveBesideChildrenThatReferToThem) {
  SqlitePair pair(std::string(runs) +
                      "CREATE TABLE logs (run INT REFERENCES runs ON DELETE CASCADE);"
                      "INSERT INTO runs VALUES (1, 'a'), (7, 'b');"
                      "INSERT INTO logs VALUES (7), (1);",
                  "CREATE TABLE runs (id INTEGER PRIMARY KEY, name TEXT CHECK (name <> ''));"
                  "CREATE TABLE logs (run INT REFERENCES runs ON DELETE CASCADE, at TEXT);");
  EXPECT_EQ(pair.reach().obstacles, std::vector<Obstacle>());
  EXPECT_EQ(pair.database().query("SELECT id, name FROM runs JOIN logs ON run = id ORDER BY id"),
            (Rows{{std::int64_t{1}, "a"}, {std::int64_t{7}, "b"}}));
}

// The new table has another name while its rows are copied.
TEST(SqliteTransition, RebuildsATableWhoseChecksNameIt) {
  const std::string check = "a INT CHECK (t.a > 0), b TEXT, CHECK (\"T\" . b <> 't.b')";
  SqlitePair pair("CREATE TABLE t (" + check + "); INSERT INTO t VALUES (1, 'x')",
                  "CREATE TABLE t (" + check + ", UNIQUE (b))");
  EXPECT_EQ(pair.text(),
            "CREATE TABLE _migrate_new_t (\n  a INT CHECK (a > 0),\n  b TEXT,\n  CHECK (b <> 't.b'),\n"
            "  UNIQUE (b)\n);\n"
            "INSERT OR ABORT INTO _migrate_new_t (rowid, a, b)\nSELECT rowid, a, b\nFROM t;\n"
            "DROP TABLE t;\nPRAGMA legacy_alter_table = ON;\nALTER TABLE _migrate_new_t RENAME TO t;\n"
            "PRAGMA legacy_alter_table = OFF;\n");
}

TEST(SqliteTransition, RefusesARebuildWhoseStatementsAreCommittedOneByOne) {
  EXPECT_EQ(
      SqlitePair("CREATE TABLE t (a);", "CREATE TABLE t (a UNIQUE);").text({.is_atomic = false}),
      "-- refused: table t has to be rebuilt, and with \"transaction: none\" each statement of that would"
      " be committed on its own\n");
}

}  // namespace
}  // namespace migrate::migc
