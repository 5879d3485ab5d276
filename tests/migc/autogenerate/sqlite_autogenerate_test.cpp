// `migc revision --autogenerate` as a person runs it, on SQLite and without a terminal.

#include <gtest/gtest.h>

#include <filesystem>

#include "migc/run_program.h"

namespace migrate::migc {
namespace {

using testing::Outcome;
using testing::TemporaryFolder;

class SqliteAutogenerate : public ::testing::Test {
 protected:
  SqliteAutogenerate() {
    folder_.write("m/versions/a.sql",
                  "-- revision: a\n-- down_revision: none\n\n-- migrate: upgrade\n"
                  "CREATE TABLE runs (id INTEGER PRIMARY KEY, name TEXT NOT NULL);\n"
                  "CREATE INDEX ix_runs_name ON runs (name);\n\n"
                  "-- migrate: downgrade\nDROP TABLE runs;\n");
  }

  void wanted(const std::string& schema) { folder_.write("m/schema.sql", schema); }
  Outcome run(const std::string& arguments) {
    return testing::run_in(folder_, std::string(MIGRATE_MIGC) + " --dir m " + arguments);
  }
  Outcome generate(const std::string& more = "") {
    return run("revision --autogenerate -m change --rev-id b " + more);
  }
  bool is_written() const { return std::filesystem::exists(folder_.file("m/versions/b_change.sql")); }
  // Of the new revision, without its first lines and its date.
  std::string written() const {
    std::string text = folder_.read("m/versions/b_change.sql");
    const std::size_t date = text.find("-- create_date");
    text.erase(0, text.find('\n', date) + 1);
    return text;
  }
  void expect_no_difference() {
    EXPECT_EQ(run("diff chain schema").out, "sqlite: from the chain to the schema file: no difference\n");
    EXPECT_EQ(run("check").code, 0);
  }

  TemporaryFolder folder_;
};

TEST_F(SqliteAutogenerate, SaysThatReplacedNullsAreLost) {
  folder_.write("m/versions/a.sql",
                "-- revision: a\n-- down_revision: none\n\n-- migrate: upgrade\n"
                "CREATE TABLE runs (id INTEGER PRIMARY KEY, note TEXT);\n\n"
                "-- migrate: downgrade\nDROP TABLE runs;\n");
  wanted("CREATE TABLE runs (id INTEGER PRIMARY KEY, note TEXT NOT NULL -- migrate: fill ''\n);\n");
  EXPECT_EQ(generate(), (Outcome{0,
                                 "created m/versions/b_change.sql\n"
                                 "sqlite:\n"
                                 "table runs\n"
                                 "  ~ column note: not null no -> yes\n",
                                 ""}));
  EXPECT_NE(
      folder_.read("m/versions/b_change.sql").find("\n-- lossy: NULLs in column runs.note are replaced\n"),
      std::string::npos);
  expect_no_difference();
}

TEST_F(SqliteAutogenerate, WritesWhatLeadsToTheSchemaFileAndBack) {
  wanted(
      "CREATE VIEW latest AS SELECT name, errors FROM runs;\n"
      "CREATE TABLE runs (id INTEGER PRIMARY KEY, name TEXT NOT NULL, errors INTEGER);\n"
      "CREATE INDEX ix_runs_errors ON runs (errors);\n");
  EXPECT_EQ(generate(), (Outcome{0,
                                 "created m/versions/b_change.sql\n"
                                 "sqlite:\n"
                                 "+ view latest\n"
                                 "table runs\n"
                                 "  + column errors\n"
                                 "  + index ix_runs_errors\n"
                                 "  - index ix_runs_name\n",
                                 ""}));
  EXPECT_EQ(written(),
            "\n-- migrate: upgrade\n"
            "DROP INDEX ix_runs_name;\n"
            "ALTER TABLE runs ADD COLUMN errors INTEGER;\n"
            "CREATE VIEW latest AS SELECT name, errors FROM runs;\n"
            "CREATE INDEX ix_runs_errors ON runs (errors);\n\n"
            "-- migrate: downgrade\n"
            "DROP VIEW latest;\n"
            "DROP INDEX ix_runs_errors;\n"
            "ALTER TABLE runs DROP COLUMN errors;\n"
            "CREATE INDEX ix_runs_name ON runs (name);\n");
  expect_no_difference();
}

TEST_F(SqliteAutogenerate, WritesTheFirstRevisionOfAnEmptyChain) {
  std::filesystem::remove(folder_.file("m/versions/a.sql"));
  wanted("CREATE TABLE a (b REFERENCES c);\nCREATE TABLE c (d INTEGER PRIMARY KEY);\n");
  EXPECT_EQ(generate(), (Outcome{0, "created m/versions/b_change.sql\nsqlite:\n+ table a\n+ table c\n", ""}));
  expect_no_difference();
}

TEST_F(SqliteAutogenerate, SaysWhenNothingHasChanged) {
  wanted(
      "CREATE INDEX ix_runs_name ON runs(name);\n"
      "create table runs (\"id\" integer primary key, [name] text not null);\n");
  EXPECT_EQ(generate(),
            (Outcome{0, "", "m: the chain has the schema of the schema file; nothing was written\n"}));
  EXPECT_EQ(generate("--format json"), (Outcome{0, "{\"revision\":null,\"created\":[]}\n", ""}));
  EXPECT_FALSE(is_written());
}

// What Alembic's autogenerate does not see.
TEST_F(SqliteAutogenerate, FindsWhatOthersMiss) {
  folder_.write(
      "old.sql",
      "CREATE TABLE runs (id INTEGER NOT NULL, name TEXT DEFAULT 'a' CHECK (name <> ''), n INTEGER, twice "
      "INTEGER AS (n * 2), job INTEGER, CHECK (n > 0));\n"
      "CREATE INDEX ix_name ON runs (lower(name));\nCREATE INDEX ix_n ON runs (n) WHERE n > 1;\n"
      "CREATE VIEW latest AS SELECT name FROM runs;\n"
      "CREATE TRIGGER touched AFTER UPDATE ON runs BEGIN SELECT 1; END;\n");
  folder_.write(
      "new.sql",
      "CREATE TABLE runs (id INTEGER NOT NULL PRIMARY KEY, name TEXT DEFAULT 'b' CHECK (name <> 'x'), n "
      "INTEGER UNIQUE, twice INTEGER AS (n * 3), job INTEGER REFERENCES runs, CHECK (n > 0));\n"
      "CREATE INDEX ix_name ON runs (upper(name));\nCREATE INDEX ix_n ON runs (n) WHERE n > 2;\n"
      "CREATE VIEW latest AS SELECT name, n FROM runs;\n"
      "CREATE TRIGGER touched AFTER UPDATE ON runs BEGIN SELECT 2; END;\n");
  EXPECT_EQ(run("diff old.sql new.sql --dialect sqlite").out,
            "sqlite: from old.sql to new.sql: 11 changes\n"
            "~ view latest: definition as select name from runs -> as select name, n from runs\n"
            "table runs\n"
            "  ~ column name: default 'a' -> 'b'\n"
            "  ~ column twice: generated as (n * 2) virtual -> (n * 3) virtual\n"
            "  + primary key\n"
            "  + UNIQUE (n)\n"
            "  - CHECK (name <> '')\n"
            "  + CHECK (name <> 'x')\n"
            "  + foreign key (job) references runs\n"
            "  ~ index ix_n: where n > 1 -> n > 2\n"
            "  ~ index ix_name: columns (lower (name)) -> (upper (name))\n"
            "  ~ trigger touched: definition\n"
            "    from after update on runs begin select 1 ; end\n"
            "    to   after update on runs begin select 2 ; end\n");
}

// The story of a week: the schema file changes, its revision is generated and applied, production is changed
// by hand, and the difference repairs it.
TEST_F(SqliteAutogenerate, RepairsWhatWasChangedByHandAfterwards) {
  EXPECT_EQ(run("upgrade --url sqlite:///p.db").code, 0);
  wanted(
      "CREATE TABLE runs (id INTEGER PRIMARY KEY, name TEXT NOT NULL, errors INTEGER);\n"
      "CREATE INDEX ix_runs_name ON runs (name);\n");
  EXPECT_EQ(run("check").code, 1);
  EXPECT_EQ(generate().code, 0);
  EXPECT_EQ(run("check").code, 0);
  EXPECT_EQ(run("upgrade --url sqlite:///p.db").code, 0);
  EXPECT_EQ(run("check --url sqlite:///p.db").code, 0);
  testing::run_in(folder_, "sqlite3 p.db 'DROP INDEX ix_runs_name; ALTER TABLE runs ADD COLUMN extra'");
  const Outcome found = run("check --url sqlite:///p.db");
  EXPECT_EQ(found.code, 5);
  EXPECT_NE(found.out.find("table runs\n  + column extra\n  - index ix_runs_name\n"), std::string::npos)
      << found.out;
  EXPECT_EQ(run("diff --format sql sqlite:///p.db chain > repair.sql").code, 1);
  EXPECT_EQ(testing::run_in(folder_, "sqlite3 -bail p.db < repair.sql").code, 0);
  EXPECT_EQ(run("check --url sqlite:///p.db").code, 0);
}

TEST_F(SqliteAutogenerate, FillsColumnsOfAnyName) {
  wanted(
      "CREATE TABLE runs (id INTEGER PRIMARY KEY, name TEXT NOT NULL, \"Mixed Case\" TEXT NOT NULL);\n"
      "CREATE INDEX ix_runs_name ON runs (name);\n");
  EXPECT_EQ(generate("--no-renames --neutral-values").code, 0);
  expect_no_difference();
}

// Renames

TEST_F(SqliteAutogenerate, RenamesWhatTheSchemaFileSays) {
  wanted(
      "-- migrate: renamed from runs\n"
      "CREATE TABLE jobs (\n"
      "  id INTEGER PRIMARY KEY,\n"
      "  title TEXT NOT NULL, -- migrate: renamed from \"name\"\n"
      "  -- migrate: renamed from none\n"
      "  -- migrate: fill 'new'\n"
      "  state TEXT NOT NULL\n"
      ");\n"
      "CREATE INDEX ix_runs_name ON jobs (title);\n");
  EXPECT_EQ(generate(), (Outcome{0,
                                 "created m/versions/b_change.sql\n"
                                 "sqlite:\n"
                                 "~ table runs: renamed to jobs\n"
                                 "~ column jobs.name: renamed to title\n"
                                 "table jobs\n"
                                 "  + column state\n",
                                 ""}));
  EXPECT_EQ(written().find("DROP TABLE runs"), std::string::npos);
  expect_no_difference();
  EXPECT_EQ(run("upgrade a --url sqlite:///x.db").code, 0);
  testing::run_in(folder_, "sqlite3 x.db \"INSERT INTO runs VALUES (1, 'first')\"");
  EXPECT_EQ(run("upgrade --url sqlite:///x.db").code, 0);
  EXPECT_EQ(testing::run_in(folder_, "sqlite3 x.db 'SELECT * FROM jobs'").out, "1|first|new\n");
  EXPECT_EQ(run("downgrade a --url sqlite:///x.db").code, 0);
  EXPECT_EQ(testing::run_in(folder_, "sqlite3 x.db 'SELECT * FROM runs'").out, "1|first\n");

  // What the chain has renamed stays as it is, whatever the schema file still says.
  EXPECT_EQ(run("revision --autogenerate -m again"),
            (Outcome{0, "", "m: the chain has the schema of the schema file; nothing was written\n"}));
}

TEST_F(SqliteAutogenerate, AsksWhetherAThingWasRenamed) {
  wanted(
      "CREATE TABLE runs (\n  id INTEGER PRIMARY KEY,\n  title TEXT NOT NULL\n);\n"
      "CREATE INDEX ix_runs_name ON runs (title);\n");
  EXPECT_EQ(generate(),
            (Outcome{1, "",
                     "m/schema.sql:3: error: column runs.title is new, or had another name: name\n"
                     "  3 |   title TEXT NOT NULL\n"
                     "  to answer, write one of these lines above it in the schema file, or at "
                     "the end of its line:\n"
                     "    -- migrate: renamed from name\n"
                     "    -- migrate: renamed from none\n"
                     "error: 1 question is open; nothing was written\n"}));
  wanted("CREATE TABLE jobs (id INTEGER PRIMARY KEY, name TEXT NOT NULL);\n");
  EXPECT_EQ(generate(), (Outcome{1, "",
                                 "m/schema.sql:1: error: table jobs is new, or had another name: runs\n"
                                 "  1 | CREATE TABLE jobs (id INTEGER PRIMARY KEY, name TEXT NOT NULL);\n"
                                 "  to answer, write one of these lines above it in the schema file, or at "
                                 "the end of its line:\n"
                                 "    -- migrate: renamed from runs\n"
                                 "    -- migrate: renamed from none\n"
                                 "error: 1 question is open; nothing was written\n"}));
  EXPECT_FALSE(is_written());
}

TEST_F(SqliteAutogenerate, ExchangesNames) {
  folder_.write("m/versions/a.sql",
                "-- revision: a\n-- down_revision: none\n\n-- migrate: upgrade\n"
                "CREATE TABLE runs (id INTEGER PRIMARY KEY, a TEXT, b INTEGER);\n\n"
                "-- migrate: downgrade\nDROP TABLE runs;\n");
  wanted(
      "CREATE TABLE runs (id INTEGER PRIMARY KEY,\n"
      "  b TEXT,    -- migrate: renamed from a\n"
      "  a INTEGER  -- migrate: renamed from b\n);\n");
  EXPECT_EQ(generate().code, 0);
  expect_no_difference();
  EXPECT_EQ(run("upgrade a --url sqlite:///x.db").code, 0);
  testing::run_in(folder_, "sqlite3 x.db \"INSERT INTO runs VALUES (1, 'text', 7)\"");
  EXPECT_EQ(run("upgrade --url sqlite:///x.db").code, 0);
  EXPECT_EQ(testing::run_in(folder_, "sqlite3 x.db 'SELECT a, b FROM runs'").out, "7|text\n");
  EXPECT_EQ(run("revision --autogenerate -m again").code, 0);  // they are not exchanged back
  EXPECT_FALSE(std::filesystem::exists(folder_.file("m/versions/b_again.sql")));
}

TEST_F(SqliteAutogenerate, ReportsAnnotationsThatNameNothing) {
  wanted(
      "CREATE TABLE runs (\n"
      "  id INTEGER PRIMARY KEY, -- migrate: renamed from nothing\n"
      "  title TEXT NOT NULL, -- migrate: renamed from nam\n"
      "  CHECK (id > 0) -- migrate: fill 1\n"
      ");\n"
      "-- migrate: renamed runs\n"
      "-- migrate: copy from runs\n"
      "CREATE INDEX ix_runs_name ON runs (title);\n"
      "CREATE VIEW v AS SELECT 1; -- migrate: renamed from w\n");
  EXPECT_EQ(
      generate(),
      (Outcome{3, "",
               "m/schema.sql:4:35: error: only a column can be filled: write the annotation at the end "
               "of its line\n"
               "  4 |   CHECK (id > 0) -- migrate: fill 1\n"
               "    |                                   ^\n"
               "m/schema.sql:6:13: error: expected \"-- migrate: renamed from OLD\"\n"
               "  6 | -- migrate: renamed runs\n"
               "    |             ^\n"
               "m/schema.sql:7:13: error: unknown annotation \"copy\": write \"-- migrate: renamed from "
               "OLD\" or \"-- migrate: fill EXPRESSION\"\n"
               "  7 | -- migrate: copy from runs\n"
               "    |             ^\n"
               "m/schema.sql:9:53: error: nothing that has a name stands here: write the annotation at "
               "the end of the line of a column or of a CREATE statement, or above it\n"
               "  9 | CREATE VIEW v AS SELECT 1; -- migrate: renamed from w\n"
               "    |                                                     ^\n"
               "error: 4 mistakes; nothing was written\n"}));
  wanted(
      "CREATE TABLE runs (\n"
      "  id INTEGER PRIMARY KEY, -- migrate: renamed from nothing\n"
      "  title TEXT NOT NULL -- migrate: renamed from nam\n"
      ");\n"
      "CREATE TABLE jobs (a, b); -- migrate: renamed from runs\n");
  EXPECT_EQ(generate(), (Outcome{3, "",
                                 "m/schema.sql:3:48: error: the chain has no column nam; did you mean "
                                 "\"name\"?\n"
                                 "  3 |   title TEXT NOT NULL -- migrate: renamed from nam\n"
                                 "    |                                                ^\n"
                                 "m/schema.sql:5:52: error: table runs is in the schema file as well, so "
                                 "nothing was renamed from it\n"
                                 "  5 | CREATE TABLE jobs (a, b); -- migrate: renamed from runs\n"
                                 "    |                                                    ^\n"
                                 "error: 2 mistakes; nothing was written\n"}));
  EXPECT_FALSE(is_written());
}

// What other generators do not see (docs/schema.md)

struct BlindSpot {
  std::string before;
  std::string after;
  std::string change;  // as it is listed
};

class SqliteBlindSpots : public SqliteAutogenerate, public ::testing::WithParamInterface<BlindSpot> {};

TEST_P(SqliteBlindSpots, AreFound) {
  const auto& [before, after, change] = GetParam();
  folder_.write("m/versions/a.sql", "-- revision: a\n-- down_revision: none\n\n-- migrate: upgrade\n" +
                                        before + "\n\n-- migrate: downgrade\nDROP TABLE t;\n");
  wanted(after);
  EXPECT_EQ(generate(), (Outcome{0, "created m/versions/b_change.sql\nsqlite:\n" + change, ""}));
  expect_no_difference();
}

INSTANTIATE_TEST_SUITE_P(
    All, SqliteBlindSpots,
    ::testing::Values(
        BlindSpot{"CREATE TABLE t (a INT CHECK (a > 0));", "CREATE TABLE t (a INT CHECK (a > 1));",
                  "table t\n  - CHECK (a > 0)\n  + CHECK (a > 1)\n"},
        BlindSpot{"CREATE TABLE t (a INT, b INT);", "CREATE TABLE t (a INT, b INT, UNIQUE (a, b));",
                  "table t\n  + UNIQUE (a, b)\n"},
        BlindSpot{"CREATE TABLE t (a INT, b INT);", "CREATE TABLE t (a INT, b INT, PRIMARY KEY (a));",
                  "table t\n  + primary key\n"},
        BlindSpot{"CREATE TABLE t (a INT DEFAULT 1);", "CREATE TABLE t (a INT DEFAULT 2);",
                  "table t\n  ~ column a: default 1 -> 2\n"},
        BlindSpot{"CREATE TABLE t (a INT);", "CREATE TABLE t (a INT);\nCREATE VIEW v AS SELECT a FROM t;",
                  "+ view v\n"},
        BlindSpot{"CREATE TABLE t (a INT);",
                  "CREATE TABLE t (a INT);\nCREATE TRIGGER r AFTER INSERT ON t BEGIN SELECT 1; END;",
                  "table t\n  + trigger r\n"},
        BlindSpot{"CREATE TABLE t (a INT);\nCREATE INDEX i ON t (a);",
                  "CREATE TABLE t (a INT);\nCREATE INDEX i ON t (a) WHERE a > 0;",
                  "table t\n  ~ index i: where none -> a > 0\n"},
        BlindSpot{"CREATE TABLE t (a INT);\nCREATE INDEX i ON t (a);",
                  "CREATE TABLE t (a INT);\nCREATE INDEX i ON t (a + 1);",
                  "table t\n  ~ index i: columns (a) -> (a + 1)\n"}));

// Rows

TEST_F(SqliteAutogenerate, AsksForTheValuesOfRequiredColumns) {
  wanted(
      "CREATE TABLE runs (id INTEGER PRIMARY KEY, name TEXT NOT NULL,\n  state TEXT NOT NULL\n);\n"
      "CREATE INDEX ix_runs_name ON runs (name);\n");
  EXPECT_EQ(
      generate(),
      (Outcome{1, "",
               "m/schema.sql:2: error: column runs.state takes no NULL and has no default, and existing "
               "rows need a value\n"
               "  2 |   state TEXT NOT NULL\n"
               "  to answer, write this line above it in the schema file, or at the end of its line:\n"
               "    -- migrate: fill EXPRESSION   of type TEXT, such as a literal\n"
               "error: 1 question is open; nothing was written\n"}));
  EXPECT_FALSE(is_written());
}

TEST_F(SqliteAutogenerate, LosesNothingUnlessToldTo) {
  wanted("CREATE TABLE other (x);\n");
  EXPECT_EQ(generate(), (Outcome{1, "",
                                 "sqlite: table runs is dropped with its rows\n"
                                 "error: the upgrade would lose this; nothing was written. If that is "
                                 "intended: --allow-drop\n"}));
  EXPECT_FALSE(is_written());
  EXPECT_EQ(generate("--allow-drop"), (Outcome{0,
                                               "created m/versions/b_change.sql\n"
                                               "sqlite:\n"
                                               "+ table other\n"
                                               "- table runs\n"
                                               "! table runs is dropped with its rows\n",
                                               ""}));
  EXPECT_EQ(written().substr(0, written().find("\n\n")), "-- lossy: table runs is dropped with its rows");
  expect_no_difference();
}

TEST_F(SqliteAutogenerate, BringsBackARequiredColumnWithANeutralValue) {
  wanted("CREATE TABLE runs (id INTEGER PRIMARY KEY);\n");
  EXPECT_EQ(generate("--allow-drop").code, 0);
  expect_no_difference();
  EXPECT_EQ(run("upgrade --url sqlite:///x.db").code, 0);
  testing::run_in(folder_, "sqlite3 x.db 'INSERT INTO runs VALUES (1)'");
  EXPECT_EQ(run("downgrade a --url sqlite:///x.db").code, 0);
  EXPECT_EQ(testing::run_in(folder_, "sqlite3 x.db \"SELECT id, quote(name) FROM runs\"").out, "1|''\n");
}

TEST_F(SqliteAutogenerate, LeavesIgnoredObjectsAlone) {
  folder_.write("m/migrate.yaml", "ignore: ru*, stranger?\n");
  wanted("CREATE TABLE other (x);\nCREATE TABLE stranger1 (x);\n");
  EXPECT_EQ(generate(), (Outcome{0, "created m/versions/b_change.sql\nsqlite:\n+ table other\n", ""}));
  EXPECT_EQ(written(),
            "\n-- migrate: upgrade\nCREATE TABLE other (x);\n\n-- migrate: downgrade\nDROP TABLE other;\n");
  expect_no_difference();
}

// What cannot be generated

TEST_F(SqliteAutogenerate, NeedsASchemaFileThatLoads) {
  EXPECT_EQ(generate(),
            (Outcome{2, "",
                     "error: there is no m/schema.sql and no m/schema.sqlite.sql, which says what "
                     "schema is wanted; to begin with that of the chain: migc --dir m dump --write "
                     "m/schema.sql\n"}));
  wanted("CREATE TABLE runs (id INTEGER PRIMARY KEY);\nCREATE INDEX i ON runz (id);\n");
  EXPECT_EQ(generate(), (Outcome{3, "",
                                 "m/schema.sql:2:19: error: sqlite: no such table: main.runz; did you mean "
                                 "\"runs\"?\n"
                                 "  2 | CREATE INDEX i ON runz (id);\n"
                                 "    |                   ^\n"
                                 "error: 1 mistake; nothing was written\n"}));
}

// Here the template adds what makes the revision wrong.
TEST_F(SqliteAutogenerate, WritesNothingThatIsNotProven) {
  folder_.write("m/revision.sql.in", "@SECTIONS@\nCREATE TABLE audit (a);\n");
  wanted(
      "CREATE TABLE runs (id INTEGER PRIMARY KEY, name TEXT NOT NULL, errors INTEGER);\n"
      "CREATE INDEX ix_runs_name ON runs (name);\n");
  const Outcome outcome = generate();
  EXPECT_EQ(outcome.code, 70);
  EXPECT_EQ(outcome.out, "");
  EXPECT_TRUE(
      outcome.err.starts_with("sqlite: after the downgrade: table audit is left over\n"
                              "m/versions/b_change.sql:\n-- revision: b\n"))
      << outcome.err;
  EXPECT_TRUE(outcome.err.ends_with(
      "-- migrate: downgrade\nALTER TABLE runs DROP COLUMN errors;\n\nCREATE TABLE audit (a);\n"
      "error: the generated revision does not make the wanted schema, or does not undo it. If "
      "revision.sql.in has no statements of its own, this is a bug of migc: please report it with the lines "
      "above. Nothing was written\n"))
      << outcome.err;
  EXPECT_FALSE(is_written());
}

// SQLite stores such a key, but no transaction that drops or rebuilds a table may leave a new one.
TEST_F(SqliteAutogenerate, RefusesAForeignKeyThatCannotBeEnforced) {
  wanted(
      "CREATE TABLE kinds (id INTEGER PRIMARY KEY, code TEXT);\n"
      "CREATE TABLE runs (id INTEGER PRIMARY KEY, name TEXT NOT NULL REFERENCES kinds (code));\n"
      "CREATE INDEX ix_runs_name ON runs (name);\n");
  EXPECT_EQ(
      generate(),
      (Outcome{3, "",
               "m/schema.sql:2:1: error: sqlite: foreign key mismatch - \"runs\" referencing \"kinds\": "
               "the columns of the parent that the key refers to need a primary key or a unique index\n"
               "  2 | CREATE TABLE runs (id INTEGER PRIMARY KEY, name TEXT NOT NULL REFERENCES kinds "
               "(code));\n"
               "    | ^\n"
               "error: 1 mistake; nothing was written\n"}));
  wanted(
      "CREATE TABLE kinds (id INTEGER PRIMARY KEY, code TEXT);\n"
      "CREATE TABLE runs (id INTEGER PRIMARY KEY, name TEXT NOT NULL);\n"
      "CREATE INDEX ix_runs_name ON runs (name);\n"
      "CREATE TABLE jobs (code TEXT REFERENCES kinds (code));\n");
  EXPECT_EQ(generate().code, 0);
  expect_no_difference();
}

TEST_F(SqliteAutogenerate, HasNoDowngradeToAForeignKeyThatCannotBeEnforced) {
  folder_.write("m/versions/a.sql",
                "-- revision: a\n-- down_revision: none\n-- irreversible: test\n\n-- migrate: upgrade\n"
                "CREATE TABLE kinds (id INTEGER PRIMARY KEY, code TEXT);\n"
                "CREATE TABLE jobs (code TEXT REFERENCES kinds (code));\n");
  wanted("CREATE TABLE kinds (id INTEGER PRIMARY KEY, code TEXT);\nCREATE TABLE jobs (code TEXT);\n");
  const Outcome outcome = generate();
  EXPECT_EQ(outcome.code, 0);
  EXPECT_EQ(outcome.err,
            "note: the revision is irreversible: foreign key mismatch - \"jobs\" referencing \"kinds\"\n");
  expect_no_difference();
}

// A terminal, which script(1) makes

TEST_F(SqliteAutogenerate, TakesAnswersFromATerminal) {
  wanted(
      "CREATE TABLE runs (id INTEGER PRIMARY KEY, title TEXT NOT NULL, state TEXT NOT NULL);\n"
      "CREATE INDEX ix_runs_name ON runs (title);\n");
  const auto answered = [&](const std::string& answers) {
    return testing::run_in(folder_, "printf '" + answers + "' | script -qec \"" + MIGRATE_MIGC +
                                        " --dir m revision --autogenerate -m change --rev-id b\" /dev/null")
        .code;
  };
  EXPECT_EQ(answered("1\\n\\004"), 1);
  EXPECT_FALSE(is_written());
  EXPECT_EQ(answered("1\\n'\\''new'\\''\\n"), 0);
  EXPECT_NE(written().find("RENAME COLUMN name TO title"), std::string::npos);
  EXPECT_NE(written().find("'new'"), std::string::npos);
  expect_no_difference();
}

// A database

TEST_F(SqliteAutogenerate, ListsWhatADatabaseHasBesides) {
  wanted(
      "CREATE TABLE runs (id INTEGER PRIMARY KEY, name TEXT NOT NULL);\n"
      "CREATE INDEX ix_runs_name ON runs (name);\nCREATE TABLE other (x);\n");
  EXPECT_EQ(generate("--url sqlite:///x.db"),
            (Outcome{5, "",
                     "error: sqlite:///x.db is not at the head of the chain, but at base; nothing was "
                     "written. Bring it there first: migc --dir m upgrade\n"}));
  EXPECT_EQ(run("upgrade --url sqlite:///x.db").code, 0);
  testing::run_in(folder_, "sqlite3 x.db 'CREATE TABLE strange (a); DROP INDEX ix_runs_name'");
  EXPECT_EQ(
      generate("--url sqlite:///x.db"),
      (Outcome{0, "created m/versions/b_change.sql\nsqlite:\n+ table other\n",
               "note: sqlite:///x.db differs from the chain:\n"
               "table runs\n"
               "  - index ix_runs_name\n"
               "not made by the chain, and not compared:\n"
               "+ table strange\n"
               "Print the SQL that repairs it: migc --dir m diff --format sql sqlite:///x.db chain\n"}));
  EXPECT_EQ(written(),
            "\n-- migrate: upgrade\nCREATE TABLE other (x);\n\n-- migrate: downgrade\nDROP TABLE other;\n");
}

TEST_F(SqliteAutogenerate, RefusesADatabaseThatIsNewer) {
  wanted("CREATE TABLE runs (id INTEGER PRIMARY KEY, name TEXT NOT NULL);\n");
  EXPECT_EQ(generate().code, 0);
  EXPECT_EQ(run("upgrade --url sqlite:///x.db").code, 0);
  std::filesystem::remove(folder_.file("m/versions/b_change.sql"));
  EXPECT_EQ(generate("--url sqlite:///x.db").code, 10);
  EXPECT_FALSE(is_written());
}

TEST_F(SqliteAutogenerate, WritesTheFirstRevisionOfAnExistingDatabase) {
  testing::run_in(folder_, "sqlite3 x.db 'CREATE TABLE \"Jobs\" (id INTEGER PRIMARY KEY, name TEXT)'");
  const std::string from = "revision -m change --rev-id b ";
  EXPECT_EQ(
      run(from + "--from-url sqlite:///x.db"),
      (Outcome{2, "",
               "error: the chain has revisions already, and --from-url and --from-schema write the first "
               "one; for the next one, write the schema file and run revision --autogenerate\n"}));
  std::filesystem::remove(folder_.file("m/versions/a.sql"));
  EXPECT_EQ(run(from + "--from-url sqlite:///none.db").code, 7);
  const Outcome created{0, "created m/versions/b_change.sql\nsqlite:\n+ table Jobs\n", ""};
  EXPECT_EQ(run(from + "--from-url sqlite:///x.db"), created);
  EXPECT_EQ(run("diff chain sqlite:///x.db").code, 0);
  std::filesystem::remove(folder_.file("m/versions/b_change.sql"));
  folder_.write("x.sql", "CREATE TABLE \"Jobs\" (id INTEGER PRIMARY KEY, name TEXT);\n");
  EXPECT_EQ(run(from + "--from-schema x.sql"), created);
  EXPECT_EQ(run("diff chain sqlite:///x.db").code, 0);
}

TEST_F(SqliteAutogenerate, RefusesItsOptionsWithoutIt) {
  EXPECT_EQ(run("revision -m change --allow-drop"),
            (Outcome{2, "",
                     "error: --allow-drop, --no-renames, --neutral-values, --url and --env are for "
                     "--autogenerate\n"}));
}

TEST_F(SqliteAutogenerate, TakesAnswersToAllQuestions) {
  wanted("CREATE TABLE runs (id INTEGER PRIMARY KEY, title TEXT NOT NULL, state INTEGER NOT NULL);\n");
  EXPECT_EQ(generate("--no-renames --allow-drop").code, 1) << "columns still need values";
  EXPECT_EQ(generate("--neutral-values --allow-drop").code, 1) << "the rename is still open";
  EXPECT_FALSE(is_written());
  EXPECT_EQ(generate("--no-renames --neutral-values --allow-drop"),
            (Outcome{0,
                     "created m/versions/b_change.sql\n"
                     "sqlite:\n"
                     "table runs\n"
                     "  - column name\n"
                     "  + column state\n"
                     "  + column title\n"
                     "  - index ix_runs_name\n"
                     "! column runs.name is dropped with its values\n",
                     ""}));
  EXPECT_NE(written().find("SELECT id, '', 0\n"), std::string::npos) << written();
  expect_no_difference();
}

TEST_F(SqliteAutogenerate, NeedsOneHead) {
  wanted("CREATE TABLE other (x);\n");
  folder_.write("m/versions/c.sql", "-- revision: c\n-- down_revision: none\n\n-- migrate: upgrade\n");
  EXPECT_EQ(generate(), (Outcome{2, "",
                                 "error: the chain has several heads: a, c; name the parent with --head, or "
                                 "first: migc --dir m merge a c\n"}));
}

}  // namespace
}  // namespace migrate::migc
