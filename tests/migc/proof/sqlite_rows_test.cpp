#include <gtest/gtest.h>

#include <string>

#include "migc/proof/proof_test.h"

namespace migrate::migc {
namespace {

class SqliteRowsTest : public ProofTest {};

TEST_F(SqliteRowsTest, AColumnThatMustNotBeNullNeedsADefault) {
  add("a", "CREATE TABLE runs (id INTEGER PRIMARY KEY, name TEXT);", "DROP TABLE runs;");
  add("b", "ALTER TABLE runs ADD COLUMN state TEXT NOT NULL;", "ALTER TABLE runs DROP COLUMN state;");
  add("c", "CREATE INDEX ix ON runs (state);", "DROP INDEX ix;");
  EXPECT_EQ(prove(),
            "D/versions/b.sql:5: error: sqlite: Cannot add a NOT NULL column with default value NULL; this "
            "fails wherever the table has rows\n"
            "  5 | ALTER TABLE runs ADD COLUMN state TEXT NOT NULL;\n"
            "2 of 3 proven\n");
}

TEST_F(SqliteRowsTest, ARebuildThatGivesAColumnNoValueFails) {
  add("a", "CREATE TABLE runs (id INTEGER PRIMARY KEY, name TEXT);", "DROP TABLE runs;");
  add("b",
      "CREATE TABLE runs_new (id INTEGER PRIMARY KEY, name TEXT, state TEXT NOT NULL);\n"
      "INSERT INTO runs_new (id, name) SELECT id, name FROM runs;\n"
      "DROP TABLE runs;\n"
      "ALTER TABLE runs_new RENAME TO runs;",
      "ALTER TABLE runs DROP COLUMN state;");
  EXPECT_EQ(prove(),
            "D/versions/b.sql:6: error: sqlite: NOT NULL constraint failed: runs_new.state; this fails "
            "wherever the table has rows\n"
            "  6 | INSERT INTO runs_new (id, name) SELECT id, name FROM runs;\n"
            "1 of 2 proven\n");
}

TEST_F(SqliteRowsTest, AColumnThatComesBackHasLostItsValues) {
  add("a", "CREATE TABLE runs (id INTEGER PRIMARY KEY, name TEXT);", "DROP TABLE runs;");
  add("b", "ALTER TABLE runs DROP COLUMN name;", "ALTER TABLE runs ADD COLUMN name TEXT;");
  EXPECT_EQ(
      prove(),
      "D/versions/b.sql:7: error: sqlite: the downgrade does not restore the rows that the upgrade found\n"
      "  7 | ALTER TABLE runs ADD COLUMN name TEXT;\n"
      "  runs: row id=9001: name was 'madeup9001', is NULL\n"
      "  if these rows cannot be restored, say why in the header: \"lossy: WHY\"\n"
      "1 of 2 proven\n");
}

TEST_F(SqliteRowsTest, ALossThatIsStatedIsNone) {
  add("a", "CREATE TABLE runs (id INTEGER PRIMARY KEY, name TEXT);", "DROP TABLE runs;");
  add("b", "ALTER TABLE runs DROP COLUMN name;", "ALTER TABLE runs ADD COLUMN name TEXT;",
      "-- lossy: names\n");
  EXPECT_EQ(prove(), "2 of 2 proven\n");
}

TEST_F(SqliteRowsTest, ChildrenThatGoWithTheirParentsAreMissed) {
  add("a",
      "CREATE TABLE projects (id INTEGER PRIMARY KEY, name TEXT);\n"
      "CREATE TABLE runs (id INTEGER PRIMARY KEY, project INT NOT NULL REFERENCES projects ON DELETE "
      "CASCADE);",
      "DROP TABLE runs; DROP TABLE projects;");
  add("b",
      "CREATE TABLE kept (id, name); INSERT INTO kept SELECT * FROM projects;\n"
      "DELETE FROM projects;\nINSERT INTO projects SELECT * FROM kept;\nDROP TABLE kept;",
      "UPDATE projects SET name = name;");
  add("c", "REPLACE INTO projects SELECT id, name FROM projects;", "UPDATE projects SET name = name;");
  EXPECT_EQ(
      prove(),
      "D/versions/c.sql:7: error: sqlite: the downgrade does not restore the rows that the upgrade found\n"
      "  7 | UPDATE projects SET name = name;\n"
      "  2 rows of runs are gone, such as id=9001\n"
      "  if these rows cannot be restored, say why in the header: \"lossy: WHY\"\n"
      "2 of 3 proven\n");
}

TEST_F(SqliteRowsTest, AParentThatIsDroppedLeavesChildrenBehind) {
  add("a",
      "CREATE TABLE projects (id INTEGER PRIMARY KEY, name TEXT);\n"
      "CREATE TABLE runs (id INTEGER PRIMARY KEY, project INT NOT NULL REFERENCES projects ON DELETE "
      "CASCADE);",
      "DROP TABLE runs; DROP TABLE projects;");
  add("b", "DROP TABLE projects;\nCREATE TABLE projects (id INTEGER PRIMARY KEY, name TEXT, code TEXT);",
      "ALTER TABLE projects DROP COLUMN code;");
  EXPECT_EQ(prove(),
            "D/versions/b.sql:1: error: sqlite: the revisions leave rows whose foreign key points nowhere: "
            "runs row 9001 -> projects, runs row 9002 -> projects; this fails wherever the table has rows\n"
            "  1 | -- revision: b\n"
            "1 of 2 proven\n");
}

TEST_F(SqliteRowsTest, ADowngradeThatChangesRowsIsWrong) {
  add("a", "CREATE TABLE runs (id INTEGER PRIMARY KEY, state TEXT);\nINSERT INTO runs VALUES (1, 'open');",
      "DROP TABLE runs;");
  add("b", "UPDATE runs SET state = upper(state);", "UPDATE runs SET state = lower(state) WHERE id > 1;");
  EXPECT_EQ(
      prove(),
      "D/versions/b.sql:7: error: sqlite: the downgrade does not restore the rows that the upgrade found\n"
      "  7 | UPDATE runs SET state = lower(state) WHERE id > 1;\n"
      "  runs: row id=1: state was 'open', is 'OPEN'\n"
      "  if these rows cannot be restored, say why in the header: \"lossy: WHY\"\n"
      "1 of 2 proven\n");
}

TEST_F(SqliteRowsTest, WhatDependsOnRowsIsANote) {
  add("a", "CREATE TABLE runs (id INTEGER PRIMARY KEY, state TEXT, n TEXT);", "DROP TABLE runs;");
  add("b",
      "CREATE TABLE r (id INTEGER PRIMARY KEY, state TEXT NOT NULL, n TEXT);\nINSERT INTO r SELECT * FROM "
      "runs;\n"
      "DROP TABLE runs;\nALTER TABLE r RENAME TO runs;",
      "CREATE TABLE r (id INTEGER PRIMARY KEY, state TEXT, n TEXT);\nINSERT INTO r SELECT * FROM runs;\n"
      "DROP TABLE runs;\nALTER TABLE r RENAME TO runs;");
  add("c", "CREATE UNIQUE INDEX ix ON runs (n);", "DROP INDEX ix;");
  EXPECT_EQ(prove(),
            "D/versions/b.sql:6: note: sqlite: with made-up rows, the upgrade fails: NOT NULL constraint "
            "failed: r.state; without them, it succeeds. Write rows like those of users to fixtures/a.sql\n"
            "3 of 3 proven\n");
  migrations_.write("fixtures/a.sql", "INSERT INTO runs VALUES (1, 'open', 'x');\n");
  EXPECT_EQ(prove(), "3 of 3 proven\n");
}

TEST_F(SqliteRowsTest, AFixtureThatFailsIsWrong) {
  add("a", "CREATE TABLE runs (id INTEGER PRIMARY KEY);", "DROP TABLE runs;");
  add("b", "ALTER TABLE runs ADD COLUMN name;", "ALTER TABLE runs DROP COLUMN name;");
  migrations_.write("fixtures/a.sql", "INSERT INTO runs\n  VALUES (1);\nINSERT INTO runs VALUES (2, 3);\n");
  migrations_.write("fixtures/bb.sql", "");
  EXPECT_EQ(prove(),
            "D/fixtures/a.sql:3: error: sqlite: this fixture fails: table runs has 1 columns but 2 values "
            "were supplied\n"
            "  3 | INSERT INTO runs VALUES (2, 3);\n"
            "D/fixtures/bb.sql: error: no revision has the id \"bb\"; did you mean \"b\"?\n"
            "1 of 2 proven\n");
}

TEST_F(SqliteRowsTest, ARowOfTheChainMayHaveTheKeyOfAMadeUpOne) {
  add("a", "CREATE TABLE flags (is_on BOOLEAN PRIMARY KEY);", "DROP TABLE flags;");
  add("b", "INSERT INTO flags VALUES (0), (1);", "DELETE FROM flags;");
  EXPECT_EQ(prove(), "2 of 2 proven\n");
}

TEST_F(SqliteRowsTest, TemporaryTablesEndWithTheirRun) {
  add("a", "CREATE TABLE runs (id);\nCREATE TEMP TABLE t (x);", "DROP TABLE runs;");
  add("b", "INSERT INTO t VALUES (1);", "DELETE FROM t;");
  EXPECT_EQ(prove(),
            "D/versions/b.sql:5:13: error: sqlite: no such table: t\n"
            "  5 | INSERT INTO t VALUES (1);\n"
            "    |             ^\n"
            "1 of 2 proven\n");
}

TEST_F(SqliteRowsTest, RowsOfTriggersAreWatched) {
  add("a",
      "CREATE TABLE runs (id INTEGER PRIMARY KEY, n INT);\nCREATE TABLE log (n INT);\n"
      "CREATE TRIGGER tr AFTER UPDATE ON runs BEGIN INSERT INTO log VALUES (new.n); END;",
      "DROP TABLE log; DROP TABLE runs;");
  add("b", "UPDATE runs SET n = n + 1;", "UPDATE runs SET n = n - 1;");
  EXPECT_EQ(
      prove(),
      "D/versions/b.sql:7: error: sqlite: the downgrade does not restore the rows that the upgrade found\n"
      "  7 | UPDATE runs SET n = n - 1;\n"
      "  4 rows of log are left over, such as n=9001\n"
      "  if these rows cannot be restored, say why in the header: \"lossy: WHY\"\n"
      "1 of 2 proven\n");
}

}  // namespace
}  // namespace migrate::migc
