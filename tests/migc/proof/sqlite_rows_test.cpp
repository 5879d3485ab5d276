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
      "  runs: row id=9001: name was 'madeUp9010', is NULL\n"
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
            "D/versions/b.sql:5: error: sqlite: the revisions leave rows whose foreign key points nowhere: "
            "runs row 9001 -> projects, runs row 9002 -> projects; this fails wherever the table has rows\n"
            "  5 | DROP TABLE projects;\n"
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

TEST_F(SqliteRowsTest, LostLettersFractionsAndConfusedColumnsAreNoticed) {
  add("a",
      "CREATE TABLE runs (id INTEGER PRIMARY KEY, name TEXT, mail TEXT CHECK (mail = lower(mail)),"
      " price REAL, a INT, b INT);",
      "DROP TABLE runs;");
  add("b", "UPDATE runs SET name = lower(name);", "-- nothing to undo");
  add("c", "UPDATE runs SET price = round(price);", "-- nothing to undo");
  add("d", "UPDATE runs SET a = b, b = a;", "UPDATE runs SET b = a;");
  EXPECT_EQ(prove(),
            "D/versions/b.sql:1: error: sqlite: the downgrade does not restore the rows that the upgrade "
            "found\n"
            "  1 | -- revision: b\n"
            "  runs: row id=9001: name was 'madeUp9010', is 'madeup9010'\n"
            "  if these rows cannot be restored, say why in the header: \"lossy: WHY\"\n"
            "D/versions/c.sql:1: error: sqlite: the downgrade does not restore the rows that the upgrade "
            "found\n"
            "  1 | -- revision: c\n"
            "  runs: row id=9001: price was 9028.25, is 9028.0\n"
            "  if these rows cannot be restored, say why in the header: \"lossy: WHY\"\n"
            "D/versions/d.sql:7: error: sqlite: the downgrade does not restore the rows that the upgrade "
            "found\n"
            "  7 | UPDATE runs SET b = a;\n"
            "  runs: row id=9001: a was 9037, is 9046\n"
            "  if these rows cannot be restored, say why in the header: \"lossy: WHY\"\n"
            "1 of 4 proven\n");
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
      "  4 rows of log are left over, such as n=9010\n"
      "  if these rows cannot be restored, say why in the header: \"lossy: WHY\"\n"
      "1 of 2 proven\n");
}

TEST_F(SqliteRowsTest, AFixtureOfTheEngineWins) {
  add("a", "CREATE TABLE runs (id INTEGER PRIMARY KEY, n INT);", "DROP TABLE runs;");
  add("b", "CREATE UNIQUE INDEX ix ON runs (n);", "DROP INDEX ix;");
  migrations_.write("fixtures/a.sql", "INSERT INTO nothing VALUES (1);\n");
  migrations_.write("fixtures/a.sqlite.sql", "INSERT INTO runs VALUES (1, 2), (2, 2);\n");
  migrations_.write("fixtures/a.postgres.sql", "INSERT INTO nothing VALUES (1);\n");
  EXPECT_EQ(prove(),
            "D/versions/b.sql:5: error: sqlite: UNIQUE constraint failed: runs.n\n"
            "  5 | CREATE UNIQUE INDEX ix ON runs (n);\n"
            "1 of 2 proven\n");
}

TEST_F(SqliteRowsTest, AFixtureIsAListOfStatements) {
  add("a", "CREATE TABLE runs (id INTEGER PRIMARY KEY);", "DROP TABLE runs;");
  migrations_.write("fixtures/a.sql",
                    "INSERT INTO runs VALUES (1);\n-- migrate: call fill\nCOMMIT;\n-- migrate: downgrade\n");
  EXPECT_EQ(
      prove(),
      "D/fixtures/a.sql:2:18: error: a fixture cannot call a C++ step\n"
      "  2 | -- migrate: call fill\n"
      "    |                  ^\n"
      "D/fixtures/a.sql:3:1: error: COMMIT ends the transaction that the migration runs in; leave it out\n"
      "  3 | COMMIT;\n"
      "    | ^\n"
      "D/fixtures/a.sql:4:1: error: a fixture has no sections: it runs after the upgrade\n"
      "  4 | -- migrate: downgrade\n"
      "    | ^\n"
      "1 of 1 proven\n");
}

TEST_F(SqliteRowsTest, RowsOfAFixtureAreComparedAndStayForWhatFollows) {
  add("a", "CREATE TABLE runs (id INTEGER PRIMARY KEY, n INT);", "DROP TABLE runs;");
  add("b", "UPDATE runs SET n = 0 WHERE n = 77;", "-- nothing to undo");
  add("c", "DELETE FROM runs WHERE id = 5;", "-- nothing to undo");
  EXPECT_EQ(prove(), "3 of 3 proven\n");
  migrations_.write("fixtures/a.sql", "INSERT INTO runs VALUES (5, 77);\n");
  EXPECT_EQ(
      prove(),
      "D/versions/b.sql:1: error: sqlite: the downgrade does not restore the rows that the upgrade found\n"
      "  1 | -- revision: b\n"
      "  runs: row id=5: n was 77, is 0\n"
      "  if these rows cannot be restored, say why in the header: \"lossy: WHY\"\n"
      "D/versions/c.sql:1: error: sqlite: the downgrade does not restore the rows that the upgrade found\n"
      "  1 | -- revision: c\n"
      "  1 row of runs is gone: id=5\n"
      "  if these rows cannot be restored, say why in the header: \"lossy: WHY\"\n"
      "1 of 3 proven\n");
}

TEST_F(SqliteRowsTest, WhatFailsOnlyForForeignKeysNamesTheSetting) {
  add("a",
      "CREATE TABLE p (id INTEGER PRIMARY KEY); CREATE TABLE c (p REFERENCES p);\nINSERT INTO p VALUES (1);\n"
      "INSERT INTO c VALUES (1);",
      "DROP TABLE c; DROP TABLE p;");
  add("b", "CREATE INDEX ix ON c (p);",
      "DROP INDEX ix;\nDELETE FROM p WHERE id = 1;\nINSERT INTO p VALUES (1);");
  EXPECT_EQ(prove(),
            "D/versions/b.sql:8: note: sqlite: FOREIGN KEY constraint failed; without foreign keys, it "
            "succeeds. If the program does not enforce them, set \"foreign_keys: off\" in migrate.yaml\n"
            "1 of 2 proven\n");
}

TEST_F(SqliteRowsTest, AllIndependentMistakesAreShown) {
  add("a", "CREATE TABLE runs (id INTEGER PRIMARY KEY, name TEXT);", "DROP TABLE runs;");
  add("b", "ALTER TABLE runs ADD COLUMN n INT NOT NULL;", "DROP INDEX ix_none;");
  add("c", "CREATE TABLE other (id INTEGER PRIMARY KEY, x TEXT);", "ALTER TABLE runs DROP COLUMN name;");
  add("d", "ALTER TABLE other DROP COLUMN x;", "ALTER TABLE other ADD COLUMN x TEXT;");
  EXPECT_EQ(
      prove(),
      "D/versions/b.sql:5: error: sqlite: Cannot add a NOT NULL column with default value NULL; this fails"
      " wherever the table has rows\n"
      "  5 | ALTER TABLE runs ADD COLUMN n INT NOT NULL;\n"
      "D/versions/b.sql:7:12: error: sqlite: the downgrade fails: no such index: ix_none\n"
      "  7 | DROP INDEX ix_none;\n"
      "    |            ^\n"
      "D/versions/c.sql:7: error: sqlite: the downgrade does not restore the schema that the upgrade found\n"
      "  7 | ALTER TABLE runs DROP COLUMN name;\n"
      "  table other is left over\n"
      "  column runs.name is missing\n"
      "D/versions/d.sql:7: error: sqlite: the downgrade does not restore the rows that the upgrade found\n"
      "  7 | ALTER TABLE other ADD COLUMN x TEXT;\n"
      "  other: row id=9001: x was 'madeUp9010', is NULL\n"
      "  if these rows cannot be restored, say why in the header: \"lossy: WHY\"\n"
      "1 of 4 proven\n");
}

TEST_F(SqliteRowsTest, AllTablesHaveRowsAgainAfterAFailure) {
  add("a", "CREATE TABLE runs (id INTEGER PRIMARY KEY); CREATE TABLE other (id INTEGER PRIMARY KEY, x TEXT);",
      "DROP TABLE runs; DROP TABLE other;");
  add("b", "ALTER TABLE runs ADD COLUMN n INT NOT NULL;", "ALTER TABLE runs DROP COLUMN n;");
  add("c", "ALTER TABLE other ADD COLUMN y INT NOT NULL;", "ALTER TABLE other DROP COLUMN y;");
  EXPECT_EQ(prove(),
            "D/versions/b.sql:5: error: sqlite: Cannot add a NOT NULL column with default value NULL; this "
            "fails wherever the table has rows\n"
            "  5 | ALTER TABLE runs ADD COLUMN n INT NOT NULL;\n"
            "D/versions/c.sql:5: error: sqlite: Cannot add a NOT NULL column with default value NULL; this "
            "fails wherever the table has rows\n"
            "  5 | ALTER TABLE other ADD COLUMN y INT NOT NULL;\n"
            "1 of 3 proven\n");
}

TEST_F(SqliteRowsTest, ATableThatLosesItsRowsGetsOthers) {
  add("a", "CREATE TABLE runs (id INTEGER PRIMARY KEY, name TEXT);", "DROP TABLE runs;");
  add("b", "DELETE FROM runs;", "", "-- irreversible: all runs are void\n");
  add("c", "ALTER TABLE runs DROP COLUMN name;", "ALTER TABLE runs ADD COLUMN name TEXT;");
  EXPECT_EQ(
      prove(),
      "D/versions/c.sql:7: error: sqlite: the downgrade does not restore the rows that the upgrade found\n"
      "  7 | ALTER TABLE runs ADD COLUMN name TEXT;\n"
      "  runs: row id=9001: name was 'madeUp9010', is NULL\n"
      "  if these rows cannot be restored, say why in the header: \"lossy: WHY\"\n"
      "2 of 3 proven\n");
}

TEST_F(SqliteRowsTest, RowsThatALossyDowngradeLosesAreNotMissedLater) {
  add("a", "CREATE TABLE runs (id INTEGER PRIMARY KEY, n INT);\nINSERT INTO runs VALUES (1, 1), (2, 2);",
      "DROP TABLE runs;");
  add("b", "UPDATE runs SET n = 0;", "UPDATE runs SET n = 5;", "-- lossy: the numbers\n");
  add("c", "UPDATE runs SET n = n + 1;", "UPDATE runs SET n = n - 1;");
  EXPECT_EQ(prove(), "3 of 3 proven\n");
}

}  // namespace
}  // namespace migrate::migc
