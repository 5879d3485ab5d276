#include <gtest/gtest.h>

#include "migc/rows/row_maker_test.h"
#include "migc/scratch/sqlite_scratch.h"

namespace migrate::migc {
namespace {

class SqliteRowMakerTest : public RowMakerTest {
 protected:
  void SetUp() override { use(engine_); }

 private:
  SqliteScratch engine_{{"own"}, true};
};

TEST_F(SqliteRowMakerTest, ValuesFollowFromTheTypes) {
  run("CREATE TABLE t (i INT NOT NULL, r REAL NOT NULL, b BOOLEAN NOT NULL, v VARCHAR(4) NOT NULL,"
      " x BLOB NOT NULL, d DATE NOT NULL, s DATETIME NOT NULL, u UUID NOT NULL, j JSON NOT NULL, n NOT "
      "NULL)");
  EXPECT_EQ(fill(),
            "t 9001 9010.25 1 '9028' X'6D616465557039303337' '2001-02-03' '2001-02-12 03:04:05' "
            "'00000000-0000-4000-8000-000000009064' '{\"madeUp\": 9073}' 'madeUp9082'\n"
            "t 9002 9011.25 0 '9029' X'6D616465557039303338' '2001-02-04' '2001-02-13 03:04:05' "
            "'00000000-0000-4000-8000-000000009065' '{\"madeUp\": 9074}' 'madeUp9083'\n");
}

TEST_F(SqliteRowMakerTest, TheSecondRowHasNullWhereItMay) {
  run("CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT, b TEXT NOT NULL, c AS (a || b))");
  EXPECT_EQ(fill(),
            "t 9001 'madeUp9010' 'madeUp9019'\n"
            "t 9002 NULL 'madeUp9020'\n");
}

TEST_F(SqliteRowMakerTest, ChecksSayWhichValuesAreRight) {
  run("CREATE TABLE t (id INTEGER PRIMARY KEY CHECK (id < 100), state TEXT NOT NULL CHECK (state IN ('open', "
      "'done')),"
      " n INT NOT NULL CHECK (n BETWEEN 5 AND 10), code TEXT NOT NULL CHECK (length(code) = 40),"
      " slug TEXT NOT NULL, CHECK (slug GLOB 'a-[0-9]*' OR slug = 'none'))");
  EXPECT_EQ(fill(),
            "t 97 'open' 8 'madeUpxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx9028' 'none'\n"
            "t 99 'done' 8 'madeUpxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx9029' 'none'\n");
}

TEST_F(SqliteRowMakerTest, ChecksOverSeveralColumnsAreSolvedTogether) {
  run("CREATE TABLE t (id INTEGER PRIMARY KEY, a INT, b TEXT, CHECK ((a IS NULL) <> (b IS NULL)),"
      " CHECK (a IS NULL OR a < 7))");
  EXPECT_EQ(fill(),
            "t 9001 NULL 'madeUp9019'\n"
            "t 9002 6 NULL\n");
}

TEST_F(SqliteRowMakerTest, ChildrenReferToParents) {
  run("CREATE TABLE b_child (id INTEGER PRIMARY KEY, org INT NOT NULL, item INT NOT NULL, parent INT "
      "REFERENCES"
      " b_child, FOREIGN KEY (org, item) REFERENCES c_items (org, id), FOREIGN KEY (org) REFERENCES orgs);"
      "CREATE TABLE c_items (org INT NOT NULL REFERENCES orgs, id INT NOT NULL, PRIMARY KEY (org, id));"
      "CREATE TABLE orgs (id INTEGER PRIMARY KEY)");
  EXPECT_EQ(fill(),
            "b_child 9001 9001 9010 NULL\n"
            "b_child 9002 9002 9011 9001\n"
            "c_items 9001 9010\n"
            "c_items 9002 9011\n"
            "orgs 9001\n"
            "orgs 9002\n");
}

TEST_F(SqliteRowMakerTest, CyclesAreBroken) {
  run("CREATE TABLE a (id INTEGER PRIMARY KEY, b INT NOT NULL REFERENCES b);"
      "CREATE TABLE b (id INTEGER PRIMARY KEY, a INT REFERENCES a);"
      "CREATE TABLE c (id INTEGER PRIMARY KEY, d INT NOT NULL REFERENCES d DEFERRABLE INITIALLY DEFERRED);"
      "CREATE TABLE d (id INTEGER PRIMARY KEY, c INT NOT NULL REFERENCES c);"
      "CREATE TABLE e (id INTEGER PRIMARY KEY, e INT NOT NULL REFERENCES e)");
  EXPECT_EQ(fill(),
            "a 9001 9001\n"
            "a 9002 9002\n"
            "b 9001 NULL\n"
            "b 9002 NULL\n"
            "c 9001 9001\n"
            "c 9002 9002\n"
            "d 9001 9001\n"
            "d 9002 9002\n"
            "e 9001 9001\n"
            "e 9002 9002\n");
}

TEST_F(SqliteRowMakerTest, TriggersMayWantTextsOfAShape) {
  run("CREATE TABLE t (id INTEGER PRIMARY KEY, num TEXT NOT NULL, kind TEXT);"
      "CREATE TRIGGER tr BEFORE INSERT ON t WHEN new.num NOT LIKE '%.%.%' BEGIN SELECT raise(ABORT, 'no "
      "version');"
      " END;"
      "CREATE TABLE u (id INTEGER PRIMARY KEY, data BLOB NOT NULL);"
      "CREATE INDEX ix ON u (json_extract(data, '$.a'))");
  EXPECT_EQ(fill(),
            "t 9001 '1.0.9001' '1.0.9001'\n"
            "t 9002 '1.0.9002' NULL\n"
            "u 9001 '{\"madeUp\": 9001}'\n"
            "u 9002 '{\"madeUp\": 9002}'\n");
}

TEST_F(SqliteRowMakerTest, RowsOfTriggersCount) {
  run("CREATE TABLE a (id INTEGER PRIMARY KEY);"
      "CREATE TABLE b (a INT PRIMARY KEY REFERENCES a, n INT);"
      "CREATE TRIGGER tr AFTER INSERT ON a BEGIN INSERT INTO b VALUES (new.id, 0); END");
  EXPECT_EQ(fill(),
            "a 9001\n"
            "a 9002\n"
            "b 9001 0\n"
            "b 9002 0\n");
}

TEST_F(SqliteRowMakerTest, ATableWithoutRowsHasAReason) {
  run("CREATE TABLE one (id INTEGER PRIMARY KEY CHECK (id = 1));"
      "CREATE TABLE none (id INTEGER PRIMARY KEY);"
      "CREATE TRIGGER tr BEFORE INSERT ON none BEGIN SELECT raise(ABORT, 'never'); END;"
      "CREATE TABLE child (id INTEGER PRIMARY KEY, none INT NOT NULL REFERENCES none)");
  EXPECT_EQ(fill(),
            "one 1\n"
            "\"child\": none has no rows\n"
            "\"none\": never\n"
            "\"one\": UNIQUE constraint failed: one.id\n");
}

TEST_F(SqliteRowMakerTest, RowsThatExistCount) {
  run("CREATE TABLE t (id INTEGER PRIMARY KEY, name TEXT); INSERT INTO t VALUES (1, 'a');"
      "CREATE TABLE u (id INTEGER PRIMARY KEY); INSERT INTO u VALUES (1), (2)");
  EXPECT_EQ(fill(),
            "t 1 'a'\n"
            "t 9001 NULL\n"
            "u 1\n"
            "u 2\n");
}

TEST_F(SqliteRowMakerTest, OwnAndVirtualTablesAreLeftOut) {
  run("CREATE TABLE own (x); CREATE VIRTUAL TABLE f USING fts5(x)");
  EXPECT_EQ(fill(), "");
}

TEST_F(SqliteRowMakerTest, AllKindsOfTablesAreFilled) {
  run("CREATE TABLE s (id INTEGER PRIMARY KEY, a ANY, b BLOB, t TEXT) STRICT;"
      "CREATE TABLE w (k TEXT PRIMARY KEY) WITHOUT ROWID;"
      "CREATE TABLE \"odd \"\"name\" (\"select\" TEXT)");
  EXPECT_EQ(fill(),
            "odd \"name 'madeUp9001'\n"
            "odd \"name NULL\n"
            "s 9001 'madeUp9010' X'6D616465557039303139' 'madeUp9028'\n"
            "s 9002 NULL NULL NULL\n"
            "w 'madeUp9001'\n"
            "w 'madeUp9002'\n");
}

}  // namespace
}  // namespace migrate::migc
