#include <gtest/gtest.h>

#include "migc/derive/derived_folder.h"

namespace migrate::migc {
namespace {

using testing::DerivedFolder;

constexpr const char* runs = "CREATE TABLE runs (id INTEGER PRIMARY KEY, name TEXT NOT NULL);";

std::string section(const std::string& statements) {
  return "-- migrate: downgrade\n" + statements;
}

std::string refusal(int line, const std::string& reason) {
  return std::to_string(line) + ": sqlite: no downgrade can be derived: " + reason + '\n';
}

TEST(SqliteDerive, DropsWhatWasCreatedInTheReverseOrder) {
  EXPECT_EQ(DerivedFolder().after("CREATE TABLE a (id INTEGER PRIMARY KEY);\n"
                                  "CREATE TABLE \"order\" (a REFERENCES a (id));\n"
                                  "CREATE INDEX ix ON a (id);\n"
                                  "CREATE VIEW v AS SELECT * FROM a;\n"
                                  "CREATE VIEW w AS SELECT * FROM v;\n"
                                  "CREATE VIRTUAL TABLE words USING fts5 (word);"),
            section("DROP VIEW w;\nDROP VIEW v;\nDROP TABLE words;\nDROP TABLE \"order\";\nDROP TABLE a;\n"));
}

TEST(SqliteDerive, DropsPartsOfATableThatWasThere) {
  EXPECT_EQ(DerivedFolder().has(runs).after("ALTER TABLE runs ADD COLUMN owner INT REFERENCES runs (id);\n"
                                            "CREATE INDEX ix ON runs (owner);\n"
                                            "CREATE TRIGGER t AFTER INSERT ON runs BEGIN SELECT 1; END;"),
            section("DROP TRIGGER t;\nDROP INDEX ix;\nALTER TABLE runs DROP COLUMN owner;\n"));
}

TEST(SqliteDerive, CreatesAgainWhatWasDropped) {
  EXPECT_EQ(DerivedFolder()
                .has(runs)
                .has("CREATE INDEX ix ON runs (name) WHERE id > 1;\n"
                     "CREATE VIEW v AS SELECT name FROM runs;\n"
                     "CREATE TRIGGER t AFTER INSERT ON runs BEGIN\n  SELECT 1;\n  SELECT 2;\nEND;")
                .after("DROP TRIGGER t;\nDROP VIEW v;\nDROP INDEX ix;"),
            section("CREATE INDEX ix ON runs (name) WHERE id > 1;\n"
                    "CREATE VIEW v AS SELECT name FROM runs;\n"
                    "CREATE TRIGGER t AFTER INSERT ON runs BEGIN\n  SELECT 1;\n  SELECT 2;\nEND;\n"));
}

TEST(SqliteDerive, PutsAnOlderTextInThePlaceOfANewerOne) {
  EXPECT_EQ(DerivedFolder()
                .has(runs)
                .has("CREATE VIEW v AS SELECT name FROM runs;\n"
                     "CREATE TRIGGER t INSTEAD OF INSERT ON v BEGIN SELECT 1; END;")
                .after("DROP VIEW v;\nALTER TABLE runs ADD COLUMN x;\n"
                       "CREATE VIEW v AS SELECT name, x FROM runs;"),
            section("DROP VIEW v;\nALTER TABLE runs DROP COLUMN x;\n"
                    "CREATE VIEW v AS SELECT name FROM runs;\n"
                    "CREATE TRIGGER t INSTEAD OF INSERT ON v BEGIN SELECT 1; END;\n"));
}

TEST(SqliteDerive, GivesBackNames) {
  EXPECT_EQ(DerivedFolder()
                .has(runs)
                .has("CREATE VIEW v AS SELECT name FROM runs;")
                .after("ALTER TABLE runs RENAME TO jobs;\nALTER TABLE jobs RENAME name TO title;\n"
                       "ALTER TABLE jobs ADD COLUMN name TEXT;"),
            section("ALTER TABLE jobs RENAME TO runs;\nALTER TABLE runs DROP COLUMN name;\n"
                    "ALTER TABLE runs RENAME COLUMN title TO name;\n"));
}

TEST(SqliteDerive, GivesBackNamesInTheOrderInWhichTheyAreFree) {
  EXPECT_EQ(DerivedFolder()
                .has("CREATE TABLE a (x);\nCREATE TABLE b (x);")
                .after("ALTER TABLE b RENAME TO c;\nALTER TABLE a RENAME TO b;"),
            section("ALTER TABLE b RENAME TO a;\nALTER TABLE c RENAME TO b;\n"));
  EXPECT_EQ(DerivedFolder()
                .has("CREATE TABLE a (x);\nCREATE TABLE b (x);")
                .after("ALTER TABLE b RENAME TO c;\nALTER TABLE a RENAME TO b;\nALTER TABLE c RENAME TO a;"),
            section("ALTER TABLE b RENAME TO _migrate_old_b;\nALTER TABLE a RENAME TO b;\n"
                    "ALTER TABLE _migrate_old_b RENAME TO a;\n"));
  EXPECT_EQ(DerivedFolder()
                .has("CREATE TABLE t (a, b);")
                .after("ALTER TABLE t RENAME a TO c;\nALTER TABLE t RENAME b TO a;\n"
                       "ALTER TABLE t RENAME c TO b;"),
            section("ALTER TABLE t RENAME COLUMN b TO _migrate_old_b;\n"
                    "ALTER TABLE t RENAME COLUMN a TO b;\n"
                    "ALTER TABLE t RENAME COLUMN _migrate_old_b TO a;\n"));
}

// The procedure of sqlite.org/lang_altertable.html.
std::string rebuilt(const std::string& columns, const std::string& insert) {
  return "CREATE TABLE new_runs (" + columns + ");\n" + insert +
         "\nDROP TABLE runs;\nALTER TABLE new_runs RENAME TO runs;";
}

TEST(SqliteDerive, RebuildsATableThatWasRebuiltWithAllItsRows) {
  const std::string rebuild = section(
      "CREATE TABLE _migrate_new_runs (\n  id INTEGER PRIMARY KEY,\n  name TEXT NOT NULL\n);\n"
      "INSERT OR ABORT INTO _migrate_new_runs (id, name)\nSELECT id, name\nFROM runs;\n"
      "DROP TABLE runs;\nPRAGMA legacy_alter_table = ON;\n"
      "ALTER TABLE _migrate_new_runs RENAME TO runs;\nPRAGMA legacy_alter_table = OFF;\n");
  EXPECT_EQ(DerivedFolder().has(runs).after(
                rebuilt("id INTEGER PRIMARY KEY, name TEXT, more INT",
                        "INSERT INTO new_runs (name, id) SELECT runs.name, id FROM runs;")),
            rebuild);
  EXPECT_EQ(
      DerivedFolder().has(runs).after(rebuilt("id INTEGER PRIMARY KEY, name TEXT",
                                              "INSERT INTO new_runs SELECT * FROM runs ORDER BY name;")),
      rebuild);
  EXPECT_EQ(DerivedFolder().has(runs).after(
                "ALTER TABLE runs RENAME TO old_runs;\n"
                "CREATE TABLE runs (id INTEGER PRIMARY KEY, name TEXT, UNIQUE (name));\n"
                "INSERT INTO runs (id, name) SELECT id, name FROM old_runs;\nDROP TABLE old_runs;"),
            rebuild);
}

TEST(SqliteDerive, UndoesARenameThatWasPartOfARebuild) {
  EXPECT_EQ(
      DerivedFolder().has(runs).after(rebuilt("id INTEGER PRIMARY KEY, title TEXT NOT NULL",
                                              "INSERT INTO new_runs (id, title) SELECT id, name FROM runs;")),
      section("ALTER TABLE runs RENAME COLUMN title TO name;\n"));
}

TEST(SqliteDerive, RefusesARebuildThatLosesOrChangesRows) {
  const std::string columns = "id INTEGER PRIMARY KEY, name TEXT";
  const auto after = [&](const std::string& insert) {
    return DerivedFolder().has(runs).after(rebuilt(columns, insert));
  };
  const std::string whole = refusal(7, "the upgrade drops table runs, whose rows cannot be restored");
  EXPECT_EQ(after("INSERT INTO new_runs (id, name) SELECT id, name FROM runs WHERE id > 1;"), whole);
  EXPECT_EQ(after("INSERT INTO new_runs (id, name) SELECT id, name FROM runs ORDER BY id LIMIT 5;"), whole);
  EXPECT_EQ(after("INSERT INTO new_runs (id, name) SELECT DISTINCT id, name FROM runs;"), whole);
  EXPECT_EQ(after("INSERT OR IGNORE INTO new_runs (id, name) SELECT id, name FROM runs;"), whole);
  EXPECT_EQ(after("INSERT INTO new_runs (id, name) VALUES (1, 'x');"), whole);
  EXPECT_EQ(after(""), refusal(7, "the upgrade drops table runs, whose rows cannot be restored"));
  EXPECT_EQ(DerivedFolder().has(runs).after("ALTER TABLE runs ADD COLUMN a;\n"
                                            "CREATE TABLE new_runs (id INTEGER PRIMARY KEY, a, name TEXT);\n"
                                            "INSERT INTO new_runs SELECT * FROM runs;\nDROP TABLE runs;\n"
                                            "ALTER TABLE new_runs RENAME TO runs;"),
            refusal(8, "the upgrade drops table runs, whose rows cannot be restored"));
  const std::string name = "the upgrade drops column runs.name, whose values cannot be restored";
  EXPECT_EQ(after("INSERT INTO new_runs (id, name) SELECT id, upper(name) FROM runs;"), refusal(7, name));
  EXPECT_EQ(after("INSERT INTO new_runs (id) SELECT id FROM runs;"), refusal(7, name));
  EXPECT_EQ(
      after("INSERT INTO new_runs (id, name) SELECT id, name FROM runs;\nDELETE FROM new_runs WHERE id = 1;"),
      refusal(7, "the upgrade deletes rows of table new_runs"));
  EXPECT_EQ(
      after("INSERT INTO new_runs (id, name) SELECT id, name FROM runs;\nUPDATE new_runs SET name = 'x';"),
      refusal(7, "the upgrade changes the values of column new_runs.name"));
}

TEST(SqliteDerive, RefusesWhatCannotBeRestored) {
  const auto after = [](const std::string& upgrade) { return DerivedFolder().has(runs).after(upgrade); };
  EXPECT_EQ(after("SELECT 1;\nDROP TABLE IF EXISTS runs;"),
            refusal(6, "the upgrade drops table runs, whose rows cannot be restored"));
  EXPECT_EQ(
      after("ALTER TABLE runs DROP COLUMN name;\nALTER TABLE runs ADD COLUMN name TEXT NOT NULL DEFAULT '';"),
      refusal(5, "the upgrade drops column runs.name, whose values cannot be restored"));
  EXPECT_EQ(after("UPDATE runs SET id = id + 1, name = 'x' WHERE name IN ('a', 'b');"),
            refusal(5, "the upgrade changes the values of column runs.id") +
                refusal(5, "the upgrade changes the values of column runs.name"));
  EXPECT_EQ(after("WITH x AS (SELECT 1) DELETE FROM runs;"),
            refusal(5, "the upgrade deletes rows of table runs"));
  EXPECT_EQ(after("REPLACE INTO runs VALUES (1, 'a');"),
            refusal(5, "the upgrade inserts rows into table runs"));
  EXPECT_EQ(after("SELECT 1;\n-- migrate: call fill"), refusal(6, "the upgrade calls the C++ step \"fill\""));
}

TEST(SqliteDerive, RowsThatGoWithWhatWasAddedAreNoObstacle) {
  EXPECT_EQ(DerivedFolder().has(runs).after("ALTER TABLE runs ADD COLUMN size INT;\n"
                                            "UPDATE runs SET size = 1, (size) = (2) WHERE id > 0;\n"
                                            "CREATE TABLE notes (text);\n"
                                            "INSERT INTO notes SELECT name FROM runs;\n"
                                            "DELETE FROM notes WHERE text = '';"),
            section("DROP TABLE notes;\nALTER TABLE runs DROP COLUMN size;\n"));
}

TEST(SqliteDerive, ATriggerMayChangeOtherRows) {
  EXPECT_EQ(DerivedFolder()
                .has(runs)
                .has("CREATE TRIGGER t AFTER UPDATE ON runs BEGIN DELETE FROM runs; END;")
                .after("ALTER TABLE runs ADD COLUMN size INT;\nUPDATE runs SET size = 1;"),
            refusal(6, "the upgrade changes rows of table runs, which has a trigger"));
}

TEST(SqliteDerive, RefusesATypeThatConvertsValues) {
  EXPECT_EQ(
      DerivedFolder()
          .has("CREATE TABLE runs (id INTEGER PRIMARY KEY, name INT);")
          .after(rebuilt("id INTEGER PRIMARY KEY, name TEXT", "INSERT INTO new_runs SELECT * FROM runs;")),
      refusal(1, "values may change with the type: column runs.name: type is text, was int"));
}

TEST(SqliteDerive, SaysWhenNothingHasToBeUndone) {
  EXPECT_EQ(DerivedFolder().has(runs).after("ANALYZE;"), section("-- nothing to undo\n"));
}

TEST(SqliteDerive, SetsTheNumbersOfTheFile) {
  EXPECT_EQ(DerivedFolder()
                .has("PRAGMA user_version = 4;")
                .after("PRAGMA user_version = 5;\nPRAGMA application_id = 7;"),
            section("PRAGMA user_version = 4;\nPRAGMA application_id = 0;\n"));
}

TEST(SqliteDerive, RefusesARebuildOutsideATransaction) {
  EXPECT_EQ(
      DerivedFolder().has(runs).after(
          rebuilt("id INTEGER PRIMARY KEY, name TEXT", "INSERT INTO new_runs SELECT * FROM runs;"),
          "-- transaction: none\n"),
      refusal(1,
              "table runs has to be rebuilt, and with \"transaction: none\" each statement of that would be"
              " committed on its own"));
}

TEST(SqliteDerive, RefusesWhatDoesNotRun) {
  EXPECT_EQ(DerivedFolder().has("-- migrate: call fill").after("CREATE TABLE a (x);"),
            refusal(1, "a revision that it needs cannot be run"));
  EXPECT_EQ(DerivedFolder().after("CREATE TABEL a (x);"),
            refusal(1, "the upgrade fails: near \"TABEL\": syntax error"));
}

}  // namespace
}  // namespace migrate::migc
