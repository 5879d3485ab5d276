// `migc diff` as a person runs it, on SQLite.

#include <gtest/gtest.h>

#include "migc/run_program.h"

namespace migrate::migc {
namespace {

using testing::Outcome;
using testing::TemporaryFolder;

class DiffCommand : public ::testing::Test {
 protected:
  DiffCommand() {
    folder_.write("m/versions/a.sql",
                  "-- revision: a\n-- down_revision: none\n-- irreversible: a test\n\n-- migrate: upgrade\n"
                  "CREATE TABLE runs (id INTEGER PRIMARY KEY, name VARCHAR(10));\n"
                  "CREATE INDEX ix ON runs (name);\n");
    folder_.write("m/versions/b.sql",
                  "-- revision: b\n-- down_revision: a\n-- irreversible: a test\n\n-- migrate: upgrade\n"
                  "CREATE TABLE notes (id INTEGER PRIMARY KEY);\n");
  }

  void write_schema(const std::string& text, const std::string& name = "schema.sql") {
    folder_.write("m/" + name, text);
  }
  Outcome run(const std::string& arguments) {
    return testing::run_in(folder_, std::string(MIGRATE_MIGC) + " --dir m diff " + arguments);
  }
  Outcome shell(const std::string& command) { return testing::run_in(folder_, command); }

  TemporaryFolder folder_;
};

TEST_F(DiffCommand, ListsWhatTheSchemaFileChanges) {
  write_schema(
      "CREATE VIEW latest AS SELECT name FROM runs;\n"
      "CREATE TABLE runs (id INTEGER PRIMARY KEY, name VARCHAR(40) NOT NULL, errors INTEGER CHECK (errors >= "
      "0));\n");
  EXPECT_EQ(run("chain schema"), (Outcome{1,
                                          "sqlite: from the chain to the schema file: 7 changes\n"
                                          "- table notes\n"
                                          "+ view latest\n"
                                          "table runs\n"
                                          "  + column errors\n"
                                          "  ~ column name: type varchar (10) -> varchar (40)\n"
                                          "  ~ column name: not null no -> yes\n"
                                          "  + CHECK (errors >= 0)\n"
                                          "  - index ix\n",
                                          ""}));
}

TEST_F(DiffCommand, FindsNoDifferenceInSpellingAndOrder) {
  write_schema(
      "create unique index ux on notes (\"id\");\n"
      "create table [notes] (id integer not null, primary key (id));\n"
      "CREATE INDEX ix ON runs(name);\n"
      "CREATE TABLE runs (\"name\" varchar( 10 ), id INTEGER PRIMARY KEY);\n");
  EXPECT_EQ(run("chain schema"), (Outcome{1,
                                          "sqlite: from the chain to the schema file: 2 changes\n"
                                          "table notes\n"
                                          "  ~ column id: not null no -> yes\n"
                                          "  + index ux\n",
                                          ""}));
}

// Around statements that drop tables while foreign keys are off.
const std::string violations = "SELECT \"table\", rowid, parent FROM pragma_foreign_key_check";
const std::string remembers_violations = "CREATE TEMP TABLE migrate_violations AS " + violations + ";\n";
const std::string refuses_violations =
    "CREATE TEMP TABLE migrate_guard (holds CONSTRAINT \"rows violate a foreign key, so nothing was "
    "changed\" "
    "CHECK (holds IS 1));\n"
    "INSERT OR ROLLBACK INTO temp.migrate_guard SELECT NOT EXISTS (" +
    violations +
    " EXCEPT SELECT * FROM temp.migrate_violations);\n"
    "DROP TABLE temp.migrate_guard;\nDROP TABLE temp.migrate_violations;\n";

TEST_F(DiffCommand, PrintsTheStatementsThatLeadFromOneToTheOther) {
  write_schema("CREATE TABLE runs (id INTEGER PRIMARY KEY, name VARCHAR(10), errors INTEGER);\n");
  EXPECT_EQ(run("chain schema --format sql"), (Outcome{1,
                                                       "-- sqlite: from the chain to the schema file\n"
                                                       "-- loses: table notes is dropped with its rows\n"
                                                       "PRAGMA foreign_keys = OFF;\n"
                                                       "BEGIN;\n" +
                                                           remembers_violations +
                                                           "DROP INDEX ix;\n"
                                                           "DROP TABLE notes;\n"
                                                           "ALTER TABLE runs ADD COLUMN errors INTEGER;\n" +
                                                           refuses_violations + "COMMIT;\n",
                                                       ""}));
  EXPECT_EQ(run("chain head --format sql"), (Outcome{0, "", ""}));
}

TEST_F(DiffCommand, TheStatementsRepairWhatWasChangedByHand) {
  shell(std::string(MIGRATE_MIGC) + " --dir m upgrade --url sqlite:///x.db");
  shell("sqlite3 x.db 'DROP INDEX ix; ALTER TABLE runs ADD COLUMN hand'");
  EXPECT_EQ(run("sqlite:///x.db chain --format sql > repair.sql").code, 1);
  EXPECT_EQ(shell("sqlite3 -bail x.db < repair.sql").code, 0);
  EXPECT_EQ(run("sqlite:///x.db chain").out, "sqlite: from sqlite:///x.db to the chain: no difference\n");
}

TEST_F(DiffCommand, TheStatementsLeaveAloneWhatIsIgnored) {
  folder_.write("m/migrate.yaml", "ignore: hand_*\n");
  shell(std::string(MIGRATE_MIGC) + " --dir m upgrade --url sqlite:///x.db");
  shell(
      "sqlite3 x.db 'CREATE TABLE hand_made (a); CREATE VIEW hand_view AS SELECT gone FROM runs;"
      " ALTER TABLE notes ADD COLUMN x;'");
  EXPECT_EQ(run("sqlite:///x.db chain --format sql").out,
            "-- sqlite: from sqlite:///x.db to the chain\n"
            "-- loses: column notes.x is dropped with its values\n"
            "PRAGMA foreign_keys = OFF;\n"
            "BEGIN;\n" +
                remembers_violations +
                "CREATE TABLE _migrate_new_notes (\n  id INTEGER PRIMARY KEY\n);\n"
                "INSERT OR ABORT INTO _migrate_new_notes (id)\nSELECT id\nFROM notes;\n"
                "DROP TABLE notes;\n"
                "PRAGMA legacy_alter_table = ON;\n"
                "ALTER TABLE _migrate_new_notes RENAME TO notes;\n"
                "PRAGMA legacy_alter_table = OFF;\n" +
                refuses_violations + "COMMIT;\n");
}

// With -bail and without: a shell that continues finds no transaction to commit.
TEST_F(DiffCommand, TheStatementsStopAtRowsThatViolateANewKey) {
  folder_.write("old.sql", "CREATE TABLE p (id INTEGER PRIMARY KEY);\nCREATE TABLE c (p INTEGER);\n");
  folder_.write("new.sql",
                "CREATE TABLE p (id INTEGER PRIMARY KEY);\nCREATE TABLE c (p INTEGER REFERENCES p);\n");
  shell(std::string(MIGRATE_MIGC) + " diff old.sql new.sql --dialect sqlite --format sql > change.sql");
  shell("sqlite3 x.db < old.sql; sqlite3 x.db 'INSERT INTO c VALUES (7)'");
  for (const std::string options : {"-bail", ""}) {
    const Outcome outcome = shell("sqlite3 " + options + " x.db < change.sql");
    EXPECT_NE(outcome.code, 0);
    EXPECT_NE(outcome.err.find("rows violate a foreign key, so nothing was changed"), std::string::npos)
        << outcome.err;
    EXPECT_EQ(shell("sqlite3 x.db .schema").out,
              "CREATE TABLE p (id INTEGER PRIMARY KEY);\nCREATE TABLE c (p INTEGER);\n");
  }
  shell("sqlite3 x.db 'INSERT INTO p VALUES (7)'");
  EXPECT_EQ(shell("sqlite3 -bail x.db < change.sql").code, 0);
}

// One whose key refers to what is not unique cannot be checked.
TEST_F(DiffCommand, TheStatementsRunWhereKeysCannotBeChecked) {
  folder_.write("old.sql", "CREATE TABLE p (id);\nCREATE TABLE c (p REFERENCES p (id), x);\n");
  folder_.write("new.sql", "CREATE TABLE p (id);\nCREATE TABLE c (p REFERENCES p (id), x NOT NULL);\n");
  shell(std::string(MIGRATE_MIGC) +
        " diff old.sql new.sql --dialect sqlite --format sql --neutral-values > change.sql");
  shell("sqlite3 x.db < old.sql; sqlite3 x.db 'INSERT INTO c VALUES (7, 8)'");
  EXPECT_EQ(shell("sqlite3 -bail x.db < change.sql").code, 0);
}

TEST_F(DiffCommand, RefusesStatementsThatWouldNeedAValue) {
  write_schema("CREATE TABLE runs (id INTEGER PRIMARY KEY, name VARCHAR(10), errors INTEGER NOT NULL);\n");
  EXPECT_EQ(run("a schema --format sql"),
            (Outcome{2, "",
                     "error: sqlite: from revision a to the schema file: there are no statements for this:\n"
                     "  column runs.errors takes no NULL and has no default: existing rows need a value\n"
                     "--neutral-values gives them 0, '' or the like, where their type has one\n"}));
  const Outcome filled = run("a schema --format sql --neutral-values");
  EXPECT_EQ(filled.code, 1);
  EXPECT_NE(filled.out.find("SELECT id, name, 0\n"), std::string::npos) << filled.out;
}

TEST_F(DiffCommand, TwoFilesNeedNoFolder) {
  folder_.write("old.sql", "CREATE TABLE t (a);");
  folder_.write("new.sql", "CREATE TABLE t (a, b);");
  const std::string diff = std::string(MIGRATE_MIGC) + " diff old.sql new.sql --dialect sqlite";
  EXPECT_EQ(shell(diff),
            (Outcome{1, "sqlite: from old.sql to new.sql: 1 change\ntable t\n  + column b\n", ""}));
  EXPECT_EQ(shell(diff + " --format sql").out,
            "-- sqlite: from old.sql to new.sql\nBEGIN;\nALTER TABLE t ADD COLUMN b;\nCOMMIT;\n");
  EXPECT_EQ(shell(std::string(MIGRATE_MIGC) + " diff old.sql gone.sql").err,
            "gone.sql: error: does not exist\nerror: 1 mistake; nothing was compared\n");
}

TEST_F(DiffCommand, ComparesRevisions) {
  EXPECT_EQ(run("b a"), (Outcome{1, "sqlite: from revision b to revision a: 1 change\n- table notes\n", ""}));
  EXPECT_EQ(run("head chain"), (Outcome{0, "sqlite: from revision head to the chain: no difference\n", ""}));
  EXPECT_EQ(run("base a --quiet").out, "+ table runs\n");
}

TEST_F(DiffCommand, ReadsADatabaseWithoutWritingToIt) {
  shell(std::string(MIGRATE_MIGC) + " --dir m upgrade --url sqlite:///x.db");
  shell("sqlite3 x.db 'DROP INDEX ix; CREATE TABLE \"by\nhand\" (x);'");
  const std::string before = folder_.read("x.db");
  EXPECT_EQ(run("chain sqlite:///x.db"), (Outcome{1,
                                                  "sqlite: from the chain to sqlite:///x.db: 2 changes\n"
                                                  "+ table by\\nhand\n"
                                                  "table runs\n"
                                                  "  - index ix\n",
                                                  ""}));
  EXPECT_EQ(folder_.read("x.db"), before);
  EXPECT_EQ(run("chain sqlite:///none.db"),
            (Outcome{7, "", "error: cannot open none.db: unable to open database file\n"}));
}

TEST_F(DiffCommand, PrintsJson) {
  EXPECT_EQ(run("a b --format json"),
            (Outcome{1,
                     "{\"dialect\":\"sqlite\",\"from\":\"revision a\",\"to\":\"revision b\",\"changes\":"
                     "[{\"change\":\"added\",\"kind\":\"table\",\"table\":\"\",\"name\":\"notes\"}]}\n",
                     ""}));
}

TEST_F(DiffCommand, PrefersTheSchemaFileOfTheEngine) {
  write_schema("CREATE TABLE other (x);\n");
  write_schema(
      "CREATE TABLE notes (id INTEGER PRIMARY KEY);\nCREATE TABLE runs (id INTEGER PRIMARY KEY, name "
      "VARCHAR(10));\nCREATE INDEX ix ON runs (name);\n",
      "schema.sqlite.sql");
  EXPECT_EQ(run("chain schema").code, 0);
}

TEST_F(DiffCommand, ReportsWhatTheSchemaFileCannotRun) {
  write_schema(
      "CREATE TABLE runs (id INTEGER PRIMARY KEY);\nCREATE INDEX ix ON runz (id);\nBEGIN;\n"
      "-- migrate: call fill\n");
  EXPECT_EQ(
      run("chain schema"),
      (Outcome{3, "",
               "m/schema.sql:2:20: error: sqlite: no such table: main.runz; did you mean "
               "\"runs\"?\n"
               "  2 | CREATE INDEX ix ON runz (id);\n"
               "    |                    ^\n"
               "m/schema.sql:3:1: error: BEGIN starts a transaction, and the migration already runs in one; "
               "leave it out\n"
               "  3 | BEGIN;\n"
               "    | ^\n"
               "m/schema.sql:4:18: error: a schema file cannot call a C++ step\n"
               "  4 | -- migrate: call fill\n"
               "    |                  ^\n"
               "error: 3 mistakes; nothing was compared\n"}));
}

TEST_F(DiffCommand, RefusesWhatCannotBeCompared) {
  EXPECT_EQ(run("chain schema"),
            (Outcome{2, "", "error: there is no m/schema.sql and no m/schema.sqlite.sql\n"}));
  EXPECT_EQ(run("chain c"), (Outcome{2, "", "error: there is no revision or branch label \"c\"\n"}));
  EXPECT_EQ(
      run("chain postgresql://localhost/x"),
      (Outcome{2, "",
               "error: the two sides and the chain have no engine in common, so nothing can be compared\n"}));
  EXPECT_EQ(run("chain chain --dialect oracle").code, 2);
}

}  // namespace
}  // namespace migrate::migc
