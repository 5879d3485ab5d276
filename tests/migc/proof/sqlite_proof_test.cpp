#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "migc/chain/chain_rules.h"
#include "migc/compile/compiler.h"
#include "migc/folder/lock_file.h"
#include "migc/migration_folder.h"
#include "migc/proof/proof.h"
#include "migc/proof/proof_test.h"
#include "migc/proof/prove_folder.h"
#include "migc/scratch/sqlite_scratch.h"

namespace migrate::migc {
namespace {

class SqliteProofTest : public ProofTest {};

TEST_F(SqliteProofTest, AChainThatGoesBackIsProven) {
  add("a", "CREATE TABLE runs (id INTEGER PRIMARY KEY, name TEXT);", "DROP TABLE runs;");
  add("b", "CREATE INDEX ix_name ON runs (name);", "DROP INDEX ix_name;");
  add("c", "ALTER TABLE runs ADD COLUMN error_count INT;", "ALTER TABLE runs DROP COLUMN error_count;");
  add("d", "DROP TABLE runs;", "", "-- irreversible: gone\n");
  EXPECT_EQ(prove(), "4 of 4 proven\n");
}

TEST_F(SqliteProofTest, AMisspeltColumnIsShown) {
  add("a", "CREATE TABLE runs (id INTEGER PRIMARY KEY, error_count INT);", "DROP TABLE runs;");
  add("b", "CREATE TABLE fine (x);\nUPDATE runs\n  SET error_cout = 0;", "DROP TABLE fine;");
  EXPECT_EQ(prove(),
            "D/versions/b.sql:7:7: error: sqlite: no such column: error_cout; did you mean \"error_count\"?\n"
            "  7 |   SET error_cout = 0;\n"
            "    |       ^\n"
            "1 of 2 proven\n");
}

TEST_F(SqliteProofTest, ANameThatExistsIsNotSuggested) {
  add("a", "CREATE TABLE runs (id);", "DROP TABLE runs;");
  add("b", "ALTER TABLE runs ADD COLUMN name;\nCREATE INDEX ix ON runs (name);",
      "ALTER TABLE runs DROP COLUMN name;");
  EXPECT_EQ(
      prove(),
      "D/versions/b.sql:8:30: error: sqlite: the downgrade fails: error in index ix after drop column: no"
      " such column: name\n"
      "  8 | ALTER TABLE runs DROP COLUMN name;\n"
      "    |                              ^\n"
      "1 of 2 proven\n");
}

TEST_F(SqliteProofTest, AColumnToRenameIsShownInItsQuotes) {
  add("a", "CREATE TABLE runs (id INTEGER);", "DROP TABLE runs;");
  add("b", "ALTER TABLE runs RENAME COLUMN \"run_id\" TO number;", "ALTER TABLE runs RENAME number TO id;");
  EXPECT_EQ(prove(),
            "D/versions/b.sql:5:33: error: sqlite: no such column: \"\"run_id\"\"\n"
            "  5 | ALTER TABLE runs RENAME COLUMN \"run_id\" TO number;\n"
            "    |                                 ^\n"
            "1 of 2 proven\n");
}

TEST_F(SqliteProofTest, ATextInDoubleQuotesIsNoColumn) {
  add("a", "CREATE TABLE runs (id INTEGER, state TEXT);", "DROP TABLE runs;");
  add("b", "UPDATE runs SET state = \"open\";", "UPDATE runs SET state = NULL;");
  // Newer ones of SQLite say it themselves.
  const std::string of_sqlite = "\"open\" - should this be a string literal in single-quotes?";
  const std::string ours = "open; double quotes are for names: write 'open' if it is a text";
  const auto report = [](const std::string& hint) {
    return "D/versions/b.sql:5:26: error: sqlite: no such column: " + hint +
           "\n"
           "  5 | UPDATE runs SET state = \"open\";\n"
           "    |                          ^\n"
           "1 of 2 proven\n";
  };
  EXPECT_THAT(prove(), ::testing::AnyOf(report(of_sqlite), report(ours)));
}

TEST_F(SqliteProofTest, AMisspeltKeywordIsShown) {
  add("a", "CREATE TABEL runs (id);", "DROP TABLE runs;");
  EXPECT_EQ(prove(),
            "D/versions/a.sql:5:8: error: sqlite: near \"TABEL\": syntax error\n"
            "  5 | CREATE TABEL runs (id);\n"
            "    |        ^\n"
            "0 of 1 proven\n");
}

TEST_F(SqliteProofTest, ADowngradeThatForgetsAnIndexIsWrong) {
  add("a", "CREATE TABLE runs (id);", "DROP TABLE runs;");
  add("b", "ALTER TABLE runs ADD COLUMN name;\nCREATE INDEX ix_id ON runs (id);",
      "ALTER TABLE runs DROP COLUMN name;");
  add("c", "CREATE TABLE later (id);", "DROP TABLE later;");
  EXPECT_EQ(prove(),
            "D/versions/b.sql:8: error: sqlite: the downgrade does not restore the schema that the upgrade"
            " found\n"
            "  8 | ALTER TABLE runs DROP COLUMN name;\n"
            "  index ix_id on runs is left over\n"
            "2 of 3 proven\n");
}

TEST_F(SqliteProofTest, ADowngradeThatDropsAnotherTableIsWrong) {
  add("a", "CREATE TABLE runs (id); CREATE TABLE items (id);", "DROP TABLE runs; DROP TABLE items;");
  add("b", "CREATE TABLE users (id);", "DROP TABLE items;");
  add("c", "ALTER TABLE items ADD COLUMN x;", "ALTER TABLE items DROP COLUMN x;");
  EXPECT_EQ(prove(),
            "D/versions/b.sql:7: error: sqlite: the downgrade does not restore the schema that the upgrade"
            " found\n"
            "  7 | DROP TABLE items;\n"
            "  table items is missing\n"
            "  table users is left over\n"
            "2 of 3 proven\n");
}

TEST_F(SqliteProofTest, ADowngradeThatFailsLeavesTheRestToBeProven) {
  add("a", "CREATE TABLE runs (id, name);", "DROP TABLE runs;");
  add("b", "CREATE INDEX ix ON runs (id);", "DROP INDEX ix_runs;");
  add("c", "DROP INDEX ix;", "CREATE INDEX ix ON runs (id);");
  EXPECT_EQ(prove(),
            "D/versions/b.sql:7:12: error: sqlite: the downgrade fails: no such index: ix_runs\n"
            "  7 | DROP INDEX ix_runs;\n"
            "    |            ^\n"
            "2 of 3 proven\n");
}

TEST_F(SqliteProofTest, WhatNeedsAWrongRevisionIsNotJudged) {
  set("allow_multiple_heads: true\n");
  add("a", "CREATE TABLE runs (id);", "DROP TABLE runs;");
  add("b", "CREATE INDEX ix ON run (id);", "DROP INDEX ix;");
  add("c", "DROP INDEX ix;", "CREATE INDEX ix ON runs (id);");
  add_after("a", "d", "CREATE INDEX ix ON runs (ident);", "DROP INDEX ix;");
  EXPECT_EQ(prove(),
            "D/versions/b.sql:5:20: error: sqlite: no such table: main.run; did you mean \"runs\"?\n"
            "  5 | CREATE INDEX ix ON run (id);\n"
            "    |                    ^\n"
            "  not proven beyond b: 1 revision\n"
            "D/versions/d.sql:5:26: error: sqlite: no such column: ident\n"
            "  5 | CREATE INDEX ix ON runs (ident);\n"
            "    |                          ^\n"
            "1 of 4 proven\n");
}

TEST_F(SqliteProofTest, NothingIsProvenBeyondAStep) {
  add("a", "CREATE TABLE runs (id);", "DROP TABLE runs;");
  add("b", "-- migrate: call fill", "-- nothing to undo");
  add("c", "DROP TABLE made_by_fill;", "CREATE TABLE made_by_fill (x);");
  EXPECT_EQ(prove(),
            "D/versions/b.sql: note: sqlite: not proven, nor what follows it: it calls the C++ step \"fill\";"
            " migrate_add_test() proves it\n"
            "1 of 3 proven\n");
}

TEST_F(SqliteProofTest, ADowngradeThatCallsAStepIsNotProven) {
  add("a", "CREATE TABLE runs (id);", "DROP TABLE runs;\n-- migrate: call clean");
  add("b", "CREATE INDEX ix ON runs (id);", "DROP INDEX ix;");
  EXPECT_EQ(prove(),
            "D/versions/a.sql: note: sqlite: the downgrade is not proven: it calls the C++ step \"clean\";"
            " migrate_add_test() proves it\n"
            "1 of 2 proven\n");
}

TEST_F(SqliteProofTest, AnotherOrderOfColumnsIsANote) {
  add("a", "CREATE TABLE runs (id, name, note);", "DROP TABLE runs;");
  add("b", "ALTER TABLE runs DROP COLUMN name;", "ALTER TABLE runs ADD COLUMN name;", "-- lossy: names\n");
  EXPECT_EQ(prove(),
            "D/versions/b.sql: note: sqlite: after the downgrade, table runs: the order of the columns is id,"
            " note, name, was id, name, note\n"
            "2 of 2 proven\n");
}

TEST_F(SqliteProofTest, AStateIsRestoredAcrossCopies) {
  std::string parent = "none";
  for (int i = 0; i < 150; ++i) {
    const std::string table = "t" + std::to_string(i);
    add("r" + std::to_string(i), "CREATE TABLE " + table + " (id);",
        i == 100 ? "DROP TABLE t99;" : "DROP TABLE " + table + ";");
  }
  EXPECT_EQ(prove(),
            "D/versions/r100.sql:7: error: sqlite: the downgrade does not restore the schema that the upgrade"
            " found\n"
            "  7 | DROP TABLE t99;\n"
            "  table t100 is left over\n"
            "  table t99 is missing\n"
            "149 of 150 proven\n");
}

TEST_F(SqliteProofTest, ForeignKeysAreAsTheProgramHasThem) {
  add("a",
      "CREATE TABLE p (id INTEGER PRIMARY KEY); CREATE TABLE c (p REFERENCES p);\n"
      "INSERT INTO c VALUES (1);",
      "DROP TABLE c; DROP TABLE p;");
  EXPECT_EQ(
      prove(),
      "D/versions/a.sql:6: note: sqlite: FOREIGN KEY constraint failed; without foreign keys, it succeeds."
      " If the program does not enforce them, set \"foreign_keys: off\" in migrate.yaml\n"
      "0 of 1 proven\n");
  set("foreign_keys: off\n");
  EXPECT_EQ(prove(), "1 of 1 proven\n");
}

TEST_F(SqliteProofTest, OnlyUpgradesAreRunWhereThatIsAsked) {
  add("a", "CREATE TABLE runs (id);", "DROP TABLE nothing;");
  set("verify: upgrade\n");
  EXPECT_EQ(prove(), "1 of 1 proven\n");
  set("verify: off\n");
  EXPECT_EQ(prove(), "");
}

TEST_F(SqliteProofTest, RunsOutsideATransactionWhatHasTo) {
  add("a", "CREATE TABLE runs (id);\nCREATE TABLE more (id);", "DROP TABLE runs;\nDROP TABLE lost;",
      "-- transaction: none\n");
  add("b", "VACUUM;", "-- nothing to undo", "-- transaction: none\n");
  add("c", "CREATE INDEX ix ON runs (id); CREATE INDEX ix2 ON more (id);", "DROP INDEX ix; DROP INDEX ix2;");
  EXPECT_EQ(prove(),
            "D/versions/a.sql:10:12: error: sqlite: the downgrade fails: no such table: lost\n"
            "  10 | DROP TABLE lost;\n"
            "     |            ^\n"
            "2 of 3 proven\n");
}

TEST_F(SqliteProofTest, WhatARevisionSaysIsUnprovenIsANote) {
  add("a", "CREATE TABLE runs (id, slug);", "DROP TABLE runs;");
  add("b", "UPDATE runs SET slug = slug(id);", "-- nothing to undo",
      "-- lossy: slugs stay\n-- unproven: slug() is a function of the program\n");
  add("c", "CREATE INDEX ix ON runs (id);", "DROP INDEX ix;");
  EXPECT_EQ(prove(),
            "D/versions/b.sql:7: note: sqlite: no such function: slug; accepted: slug() is a function of the"
            " program\n"
            "2 of 3 proven\n");
}

TEST_F(SqliteProofTest, WhatIsReleasedIsANoteUnlessItIsWantedOtherwise) {
  add("a", "CREATE TABLE runs (id);\nCREATE TABLE more (id);", "DROP TABLE runs;");
  Diagnostics diagnostics;
  const Folder folder = read_folder(migrations_.dir(), diagnostics);
  migrations_.write("migrate.lock", to_text(std::vector{lock_revision(folder.files.front())}));
  EXPECT_EQ(prove(),
            "D/versions/a.sql:8: note: sqlite: the downgrade does not restore the schema that the upgrade"
            " found; accepted: the revision is released (verify_locked)\n"
            "  table more is left over\n"
            "0 of 1 proven\n");
  set("verify_locked: error\n");
  EXPECT_EQ(prove(),
            "D/versions/a.sql:8: error: sqlite: the downgrade does not restore the schema that the upgrade"
            " found\n"
            "  8 | DROP TABLE runs;\n"
            "  table more is left over\n"
            "0 of 1 proven\n");
}

// A setting lasts as long as the run in which it is made.
TEST_F(SqliteProofTest, AChainThatMakesAnotherSchemaAtOnceIsWrong) {
  add("a", "CREATE TABLE t (id);\nCREATE VIEW v AS SELECT id FROM t;\nPRAGMA legacy_alter_table = ON;",
      "DROP VIEW v;\nDROP TABLE t;");
  add("b", "ALTER TABLE t RENAME TO u;", "ALTER TABLE u RENAME TO t;");
  EXPECT_EQ(prove(),
            "D/versions/b.sql:1: error: sqlite: on a new database, the chain makes another schema than one"
            " revision at a time\n"
            "  1 | -- revision: b\n"
            "  view v: definition is as select id from t, was as select id from u\n"
            "2 of 2 proven\n");
}

TEST_F(SqliteProofTest, WhatIsRunBesidesRevisionsIsStoppedAsWell) {
  add("a",
      "CREATE TABLE runs (id INTEGER PRIMARY KEY, name TEXT);\n"
      "CREATE TRIGGER slow AFTER INSERT ON runs BEGIN\n"
      "  SELECT (WITH RECURSIVE n AS (SELECT 1 AS i UNION ALL SELECT i FROM n) SELECT max(i) FROM n);\n"
      "END;",
      "DROP TABLE runs;");
  Diagnostics diagnostics;
  const Folder folder = read_folder(migrations_.dir(), diagnostics);
  check_structure(folder, diagnostics);
  const std::optional<core::OwnedChain> chain = compile_chain(folder, "chain", diagnostics);
  SqliteScratch engine({"migrate_version", "migrate_history"}, true);
  const std::vector<Fixture> fixtures = {
      {.revision = 0, .name = "fixtures/a.sql", .statements = {{"INSERT INTO runs VALUES (1, 'x')", 7}}}};
  const Proof proof =
      migc::prove(chain->chain(), engine, {.limit = std::chrono::milliseconds(250), .fixtures = fixtures});
  ASSERT_EQ(proof.findings.size(), 1u);
  EXPECT_EQ(proof.findings[0].kind, FindingKind::fixture_fails);
  EXPECT_EQ(proof.findings[0].message, "stopped after 0.25 s, the limit of the proof");
  EXPECT_EQ(proof.findings[0].line, 7u);
  EXPECT_TRUE(proof.findings[0].may_pass);
  ASSERT_EQ(proof.tables_without_rows.size(), 1u);
  EXPECT_EQ(proof.tables_without_rows[0].reason, "stopped after 0.25 s, the limit of the proof");
}

TEST_F(SqliteProofTest, ARevisionThatDoesNotEndIsStopped) {
  add("a", "CREATE TABLE runs (id INTEGER PRIMARY KEY);", "DROP TABLE runs;");
  add("b",
      "INSERT INTO runs WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n)\n"
      "  SELECT max(i) FROM n;",
      "DELETE FROM runs;");
  Diagnostics diagnostics;
  const Folder folder = read_folder(migrations_.dir(), diagnostics);
  check_structure(folder, diagnostics);
  const std::optional<core::OwnedChain> chain = compile_chain(folder, "chain", diagnostics);
  SqliteScratch engine({"migrate_version", "migrate_history"}, true);
  const Proof proof = migc::prove(chain->chain(), engine, {.limit = std::chrono::seconds(1)});
  ASSERT_EQ(proof.findings.size(), 1u);
  EXPECT_EQ(proof.findings[0].kind, FindingKind::upgrade_fails);
  EXPECT_EQ(proof.findings[0].revision, 1u);
  EXPECT_EQ(proof.findings[0].message,
            "stopped after 1 s, the limit of the proof; \"unproven: WHY\" in the header accepts it");
  EXPECT_EQ(proof.count(Verdict::proven), 1u);
}

TEST_F(SqliteProofTest, AQuotedNameIsNotSuggestedForItself) {
  add("a", "CREATE TABLE runs (id INT);\nCREATE TABLE notes (created_at INT);",
      "DROP TABLE notes;\nDROP TABLE runs;");
  add("b", "CREATE INDEX ix ON runs (id);\nUPDATE runs SET \"created_at\" = 1;", "DROP INDEX ix;");
  EXPECT_EQ(prove(),
            "D/versions/b.sql:6:18: error: sqlite: no such column: created_at\n"
            "  6 | UPDATE runs SET \"created_at\" = 1;\n"
            "    |                  ^\n"
            "1 of 2 proven\n");
}

TEST_F(SqliteProofTest, AViewThatReadsWhatIsGoneIsBroken) {
  add("a",
      "CREATE TABLE runs (id INTEGER PRIMARY KEY, name TEXT);\n"
      "CREATE VIEW names AS SELECT name FROM runs;\n"
      "CREATE VIEW firsts AS SELECT id FROM runs;",
      "DROP VIEW firsts;\nDROP VIEW names;\nDROP TABLE runs;");
  add("b",
      "CREATE TABLE runs_new (id INTEGER PRIMARY KEY);\nDROP TABLE runs;\nCREATE TABLE runs (id INTEGER);",
      "", "-- irreversible: names are gone\n");
  add("c", "CREATE TABLE other (id);", "DROP TABLE other;");
  EXPECT_EQ(
      prove(),
      "D/versions/b.sql:1: error: sqlite: the upgrade leaves the view names broken: no such column: name\n"
      "  1 | -- revision: b\n"
      "2 of 3 proven\n");
}

TEST_F(SqliteProofTest, ATriggerThatWritesWhatIsGoneIsBroken) {
  add("a",
      "CREATE TABLE runs (id INTEGER PRIMARY KEY, name TEXT);\n"
      "CREATE TABLE log (id INTEGER);\n"
      "CREATE TRIGGER log_runs AFTER UPDATE ON runs BEGIN INSERT INTO log VALUES (new.id); END;",
      "DROP TABLE log;\nDROP TABLE runs;");
  add("b", "DROP TABLE log;", "", "-- irreversible: the log is gone\n");
  EXPECT_EQ(
      prove(),
      "D/versions/b.sql:1: error: sqlite: the upgrade leaves the trigger log_runs broken: no such table: "
      "main.log\n"
      "  1 | -- revision: b\n"
      "1 of 2 proven\n");
}

TEST_F(SqliteProofTest, ANewViewOrTriggerMustNameWhatExists) {
  add("a", "CREATE TABLE runs (id INTEGER PRIMARY KEY, name TEXT);\nCREATE TABLE log (name TEXT);",
      "DROP TABLE log;\nDROP TABLE runs;");
  add("b", "CREATE VIEW names AS\n  SELECT r.\"nmae\" FROM runs r;", "DROP VIEW names;");
  add("c",
      "CREATE TRIGGER IF NOT EXISTS main.\"Log runs\" AFTER UPDATE OF name ON runs BEGIN\n"
      "  INSERT INTO log VALUES (new.naem);\nEND;",
      "DROP TRIGGER \"Log runs\";");
  add("c2", "CREATE TRIGGER t2 AFTER DELETE ON runs BEGIN INSERT INTO log (nam) VALUES (1); END;",
      "DROP TRIGGER t2;");
  add("d", "CREATE VIEW later AS SELECT id FROM jobs;\nCREATE TABLE jobs (id INT);",
      "DROP VIEW later;\nDROP TABLE jobs;");
  add("e", "CREATE VIEW slugs AS SELECT slug(name) FROM runs;", "DROP VIEW slugs;");
  EXPECT_EQ(
      prove(),
      "D/versions/b.sql:6:13: error: sqlite: the upgrade leaves the view names broken: no such column: "
      "r.nmae; did you mean \"name\"?\n"
      "  6 |   SELECT r.\"nmae\" FROM runs r;\n"
      "    |             ^\n"
      "D/versions/c.sql:6:31: error: sqlite: the upgrade leaves the trigger Log runs broken: no such "
      "column: new.naem; did you mean \"name\"?\n"
      "  6 |   INSERT INTO log VALUES (new.naem);\n"
      "    |                               ^\n"
      "D/versions/c2.sql:5:63: error: sqlite: the upgrade leaves the trigger t2 broken: table log has no "
      "column named nam; did you mean \"name\"?\n"
      "  5 | CREATE TRIGGER t2 AFTER DELETE ON runs BEGIN INSERT INTO log (nam) VALUES (1); END;\n"
      "    |                                                               ^\n"
      "D/versions/e.sql:5:29: error: sqlite: no such function: slug\n"
      "  5 | CREATE VIEW slugs AS SELECT slug(name) FROM runs;\n"
      "    |                             ^\n"
      "  if only the program has it: write \"unproven: WHY\" in the header, and prove it with "
      "migrate_add_test(... PREPARE ...)\n"
      "2 of 6 proven\n");
}

TEST_F(SqliteProofTest, ABrokenViewIsToldWithALaterFailureOfTheRevision) {
  add("a", "CREATE TABLE runs (id INTEGER PRIMARY KEY, name TEXT);", "DROP TABLE runs;");
  add("b", "CREATE VIEW names AS SELECT nmae FROM runs;", "DROP VIEW name;");
  EXPECT_EQ(prove(),
            "D/versions/b.sql:5:29: error: sqlite: the upgrade leaves the view names broken: no such column: "
            "nmae; did you mean \"name\"?\n"
            "  5 | CREATE VIEW names AS SELECT nmae FROM runs;\n"
            "    |                             ^\n"
            "D/versions/b.sql:7:11: error: sqlite: the downgrade fails: no such view: name; did you mean "
            "\"names\"?\n"
            "  7 | DROP VIEW name;\n"
            "    |           ^\n"
            "1 of 2 proven\n");
}

TEST_F(SqliteProofTest, AForeignKeyThatLeadsNowhereIsANote) {
  add("a", "CREATE TABLE runs (id INTEGER PRIMARY KEY);", "DROP TABLE runs;");
  add("b", "CREATE TABLE jobs (id INT, run INT REFERENCES runs (idd));", "DROP TABLE jobs;");
  add("c",
      "CREATE TABLE more (id INT, run INT REFERENCES rnus (id));\n"
      "CREATE TRIGGER tr AFTER INSERT ON more BEGIN DELETE FROM runs; END;",
      "DROP TABLE more;");
  const std::string told =
      "D/versions/b.sql:5: note: sqlite: the upgrade leaves the table jobs broken: foreign key mismatch - "
      "\"jobs\" referencing \"runs\", so no row can be written to it. If the program does not enforce "
      "foreign "
      "keys, set \"foreign_keys: off\" in migrate.yaml\n"
      "D/versions/c.sql:5: note: sqlite: the upgrade leaves the table more broken: no such table: main.rnus, "
      "so no row can be written to it. If the program does not enforce foreign keys, set \"foreign_keys: "
      "off\" in migrate.yaml\n"
      "3 of 3 proven\n";
  EXPECT_EQ(prove(), told);
  set("foreign_keys: off\n");
  EXPECT_EQ(prove(), "3 of 3 proven\n");
}

TEST_F(SqliteProofTest, AFullDiskIsNoMistakeOfARevision) {
  const SqliteScratch engine({"own"}, true);
  const auto of_revision = [&](const std::string& code) {
    ErrorContext context;
    context.database_code = code;
    return engine.is_of_revision(Error(ErrorKind::failed, "failed", context));
  };
  EXPECT_FALSE(of_revision("13"));   // SQLITE_FULL
  EXPECT_FALSE(of_revision("778"));  // SQLITE_IOERR_WRITE
  EXPECT_FALSE(of_revision("7"));    // SQLITE_NOMEM
  EXPECT_TRUE(of_revision("1"));
  EXPECT_TRUE(of_revision("2067"));  // SQLITE_CONSTRAINT_UNIQUE
}

class OnABrokenMachine : public SqliteScratch {
 public:
  using SqliteScratch::SqliteScratch;
  bool is_of_revision(const Error&) const override { return false; }
};

TEST_F(SqliteProofTest, WhatTheMachineLacksIsNoVerdict) {
  add("a", "INSERT INTO nowhere VALUES (1);", "SELECT 1;");
  Diagnostics diagnostics;
  const Folder folder = read_folder(migrations_.dir(), diagnostics);
  const std::optional<core::OwnedChain> chain = compile_chain(folder, "chain", diagnostics);
  OnABrokenMachine engine({}, true);
  EXPECT_THROW((void)prove_on(engine, folder, chain->chain(), diagnostics, {}), Error);
}

TEST_F(SqliteProofTest, WhatFollowsAFunctionOfTheProgramIsProven) {
  add("a", "CREATE TABLE runs (id INTEGER PRIMARY KEY, name TEXT);", "DROP TABLE runs;");
  add("b", "UPDATE runs SET name = slug(name);", "-- nothing to undo");
  add("c", "CREATE INDEX ix_slug ON runs (slug(name) COLLATE natural_order);", "DROP INDEX ix_slug;");
  add("d", "CREATE TABLE notes (id);", "DROP TABLE runs;");
  EXPECT_EQ(
      prove(),
      "D/versions/b.sql:5:24: error: sqlite: no such function: slug\n"
      "  5 | UPDATE runs SET name = slug(name);\n"
      "    |                        ^\n"
      "  if only the program has it: write \"unproven: WHY\" in the header, and prove it with "
      "migrate_add_test(... "
      "PREPARE ...)\n"
      "D/versions/c.sql:5:50: error: sqlite: no such collation sequence: natural_order\n"
      "  5 | CREATE INDEX ix_slug ON runs (slug(name) COLLATE natural_order);\n"
      "    |                                                  ^\n"
      "  if only the program has it: write \"unproven: WHY\" in the header, and prove it with "
      "migrate_add_test(... "
      "PREPARE ...)\n"
      "D/versions/d.sql:7: error: sqlite: the downgrade does not restore the schema that the upgrade found\n"
      "  7 | DROP TABLE runs;\n"
      "  table notes is left over\n"
      "  table runs is missing\n"
      "1 of 4 proven\n");
}

}  // namespace
}  // namespace migrate::migc
