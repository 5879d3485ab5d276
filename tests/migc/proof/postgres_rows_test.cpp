// What rows show of chains for PostgreSQL, on a server that migc starts for all of these tests.

#include <gtest/gtest.h>

#include <filesystem>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "migc/chain/chain_rules.h"
#include "migc/compile/compiler.h"
#include "migc/migration_folder.h"
#include "migc/proof/proof.h"
#include "migc/proof/report.h"
#include "migc/scratch/postgres_scratch.h"
#include "migc/scratch/shared_postgres_places.h"

namespace migrate::migc {
namespace {

class PostgresRowsTest : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    folder_ = std::make_unique<testing::TemporaryFolder>();
    std::filesystem::permissions(folder_->path(), std::filesystem::perms(0755));
    auto cluster = std::make_unique<PostgresCluster>(std::vector{folder_->file("cluster")}, TellLine());
    engine_ = std::make_unique<PostgresScratch>(
        std::make_unique<SharedPostgresPlaces>(std::move(cluster)), std::vector<std::string>(),
        PostgresCatalogueReader({"migrate_version", "migrate_history"}));
  }
  static void TearDownTestSuite() {
    engine_.reset();
    folder_.reset();
  }
  void SetUp() override { migrations_.write("migrate.yaml", "dialects: postgres\n"); }

  // A revision on top of the last one.
  void add(const std::string& id, const std::string& upgrade, const std::string& downgrade,
           const std::string& lines = "") {
    migrations_.revision(id, last_, lines,
                         "-- migrate: upgrade\n" + upgrade + "\n-- migrate: downgrade\n" + downgrade + "\n");
    last_ = id;
  }

  // Mistakes and notes.
  std::string prove() const {
    Diagnostics diagnostics;
    const Folder folder = read_folder(migrations_.dir(), diagnostics);
    check_structure(folder, diagnostics);
    const std::optional<core::OwnedChain> owned = compile_chain(folder, "chain", diagnostics);
    std::vector<std::string> notes;
    if (owned) {
      const Chain& chain = owned->chain();
      const std::vector<SourceFile> files = read_fixture_files(folder.dir, chain, diagnostics);
      ProofOptions options;
      options.fixtures = fixtures_of(files, chain, Dialect::postgres, diagnostics);
      const Proof proof = migc::prove(chain, *engine_, options);
      notes = report(proof, folder, chain, Dialect::postgres, {}, files, diagnostics);
    }
    std::string text = to_text(diagnostics, Color::no);
    for (const std::string& note : notes) text += note + '\n';
    return migrations_.shortened(text);
  }

  static inline std::unique_ptr<testing::TemporaryFolder> folder_;
  static inline std::unique_ptr<PostgresScratch> engine_;
  testing::MigrationFolder migrations_;
  std::string last_ = "none";
};

TEST_F(PostgresRowsTest, AColumnThatMustNotBeNullNeedsADefault) {
  add("a", "CREATE TABLE runs (id int PRIMARY KEY, name text);", "DROP TABLE runs;");
  add("b", "ALTER TABLE runs ADD COLUMN state text NOT NULL;", "ALTER TABLE runs DROP COLUMN state;");
  add("c", "ALTER TABLE runs ADD COLUMN n int;\nALTER TABLE runs ALTER COLUMN n SET NOT NULL;",
      "ALTER TABLE runs DROP COLUMN n;");
  EXPECT_EQ(prove(),
            "D/versions/b.sql:5:29: error: postgres: column \"state\" of relation \"runs\" contains null "
            "values; this fails wherever the table has rows\n"
            "  5 | ALTER TABLE runs ADD COLUMN state text NOT NULL;\n"
            "    |                             ^\n"
            "D/versions/c.sql:6:31: error: postgres: column \"n\" of relation \"runs\" contains null values; "
            "this fails wherever the table has rows\n"
            "  6 | ALTER TABLE runs ALTER COLUMN n SET NOT NULL;\n"
            "    |                               ^\n");
}

TEST_F(PostgresRowsTest, NorDoesADefaultOfNullHelpOrADomain) {
  add("a", "CREATE TABLE runs (id int PRIMARY KEY);\nCREATE DOMAIN label AS text NOT NULL;",
      "DROP TABLE runs;\nDROP DOMAIN label;");
  add("b", "ALTER TABLE runs ADD COLUMN \"The state\" text DEFAULT NULL NOT NULL;",
      "ALTER TABLE runs DROP COLUMN \"The state\";");
  add("c", "ALTER TABLE runs\n  ADD name label;", "ALTER TABLE runs DROP COLUMN name;");
  add("d", "ALTER TABLE runs ADD next int GENERATED ALWAYS AS (nullif(id, id)) STORED NOT NULL;",
      "ALTER TABLE runs DROP COLUMN next;");
  EXPECT_EQ(
      prove(),
      "D/versions/b.sql:5:30: error: postgres: column \"The state\" of relation \"runs\" contains null "
      "values; this fails wherever the table has rows\n"
      "  5 | ALTER TABLE runs ADD COLUMN \"The state\" text DEFAULT NULL NOT NULL;\n"
      "    |                              ^\n"
      "D/versions/c.sql:5: error: postgres: domain label does not allow null values; this fails wherever "
      "the table has rows\n"
      "  5 | ALTER TABLE runs\n"
      "D/versions/d.sql:5: note: postgres: with made-up rows, the upgrade fails: column \"next\" of "
      "relation \"runs\" contains null values; without them, it succeeds. Write rows like those of "
      "users to fixtures/c.sql\n");
}

TEST_F(PostgresRowsTest, AnInsertThatLeavesAColumnOutFails) {
  add("a", "CREATE TABLE runs (id int PRIMARY KEY, name text);", "DROP TABLE runs;");
  add("b", "CREATE TABLE later (id int, state text NOT NULL);\nINSERT INTO later (id) SELECT id FROM runs;",
      "DROP TABLE later;");
  EXPECT_EQ(
      prove(),
      "D/versions/b.sql:6: error: postgres: null value in column \"state\" of relation \"later\" violates "
      "not-null constraint (Failing row contains (9001, null).); this fails wherever the table has rows\n"
      "  6 | INSERT INTO later (id) SELECT id FROM runs;\n");
}

TEST_F(PostgresRowsTest, WhatDependsOnRowsIsANote) {
  add("a", "CREATE TABLE runs (id int PRIMARY KEY, name text, state text);", "DROP TABLE runs;");
  add("b", "ALTER TABLE runs ALTER COLUMN name SET NOT NULL;",
      "ALTER TABLE runs ALTER COLUMN name DROP NOT NULL;");
  add("c", "ALTER TABLE runs ALTER COLUMN state TYPE int USING state::int;",
      "ALTER TABLE runs ALTER COLUMN state TYPE text;");
  add("d",
      "ALTER TABLE runs ADD COLUMN size int;\nUPDATE runs SET size = (SELECT 5 WHERE name = 'known');\n"
      "ALTER TABLE runs ALTER COLUMN size SET NOT NULL;",
      "ALTER TABLE runs DROP COLUMN size;");
  EXPECT_EQ(prove(),
            "D/versions/b.sql:5: note: postgres: with made-up rows, the upgrade fails: column \"name\" of "
            "relation \"runs\" contains null values; without them, it succeeds. Write rows like those of "
            "users to fixtures/a.sql\n"
            "D/versions/c.sql:5: note: postgres: with made-up rows, the upgrade fails: invalid input syntax "
            "for type integer: \"madeUp9019\"; without them, it succeeds. Write rows like those of users to "
            "fixtures/b.sql\n"
            "D/versions/d.sql:7: note: postgres: with made-up rows, the upgrade fails: column \"size\" of "
            "relation \"runs\" contains null values; without them, it succeeds. Write rows like those of "
            "users to fixtures/c.sql\n");
}

TEST_F(PostgresRowsTest, AColumnThatComesBackHasLostItsValues) {
  add("a", "CREATE TABLE runs (id int PRIMARY KEY, name text, note text);", "DROP TABLE runs;");
  add("b", "ALTER TABLE runs DROP COLUMN name;", "ALTER TABLE runs ADD COLUMN name text;");
  add("c", "ALTER TABLE runs ALTER COLUMN note TYPE varchar(4) USING left(note, 4);",
      "ALTER TABLE runs ALTER COLUMN note TYPE text;", "-- lossy: all but four letters\n");
  add("d", "UPDATE runs SET id = id + 1 WHERE note IS NULL;",
      "UPDATE runs SET id = id - 1 WHERE note IS NULL;");
  EXPECT_EQ(
      prove(),
      "D/versions/b.sql:7: error: postgres: the downgrade does not restore the rows that the upgrade found\n"
      "  7 | ALTER TABLE runs ADD COLUMN name text;\n"
      "  runs: row id=9001: name was 'madeUp9010', is NULL\n"
      "  if these rows cannot be restored, say why in the header: \"lossy: WHY\"\n"
      "D/versions/b.sql: note: postgres: after the downgrade, table runs: the order of the columns is id, "
      "note, name, was id, name, note\n");
}

TEST_F(PostgresRowsTest, ChildrenThatGoWithTheirParentsAreMissed) {
  add("a",
      "CREATE TABLE projects (id int PRIMARY KEY);\n"
      "CREATE TABLE runs (id int PRIMARY KEY, project int REFERENCES projects ON DELETE CASCADE);",
      "DROP TABLE runs; DROP TABLE projects;");
  add("b",
      "DO $$ BEGIN EXECUTE 'CREATE TABLE kept AS SELECT * FROM proj' || 'ects'; EXECUTE 'DELETE FROM proj' ||"
      " 'ects'; INSERT INTO projects SELECT * FROM kept; DROP TABLE kept; END $$;",
      "-- nothing to undo");
  EXPECT_EQ(
      prove(),
      "D/versions/b.sql:1: error: postgres: the downgrade does not restore the rows that the upgrade found\n"
      "  1 | -- revision: b\n"
      "  1 row of runs is gone: id=9001\n"
      "  if these rows cannot be restored, say why in the header: \"lossy: WHY\"\n");
}

TEST_F(PostgresRowsTest, AFixtureRuns) {
  add("a", "CREATE TABLE runs (id int PRIMARY KEY, n int);", "DROP TABLE runs;");
  add("b", "UPDATE runs SET n = 0 WHERE n = 77;", "-- nothing to undo");
  migrations_.write("fixtures/a.postgres.sql", "INSERT INTO runs VALUES (1, 77);\n");
  migrations_.write("fixtures/b.sql",
                    "INSERT INTO runs VALUES (3, 3);\n\nINSERT INTO runs (m) VALUES (3);\n");
  EXPECT_EQ(
      prove(),
      "D/fixtures/b.sql:3: error: postgres: this fixture fails: column \"m\" of relation \"runs\" does not "
      "exist\n"
      "  3 | INSERT INTO runs (m) VALUES (3);\n"
      "D/versions/b.sql:1: error: postgres: the downgrade does not restore the rows that the upgrade found\n"
      "  1 | -- revision: b\n"
      "  runs: row id=1: n was 77, is 0\n"
      "  if these rows cannot be restored, say why in the header: \"lossy: WHY\"\n");
}

// What a trigger makes for the rows that are made up belongs to them, and not to the chain.
TEST_F(PostgresRowsTest, ATriggerMayMakeATableForEachRow) {
  add("a",
      "CREATE TABLE teams (id int PRIMARY KEY);\n"
      "CREATE FUNCTION on_team() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN\n"
      "  EXECUTE format('CREATE TABLE IF NOT EXISTS events_%s (id int)', new.id); RETURN NULL;\n"
      "END $$;\n"
      "CREATE TRIGGER after_team AFTER INSERT ON teams FOR EACH ROW EXECUTE FUNCTION on_team();",
      "DROP TABLE teams; DROP FUNCTION on_team();");
  add("b", "ALTER TABLE teams ADD COLUMN note text;", "ALTER TABLE teams DROP COLUMN note;");
  add("c", "ALTER TABLE teams DROP COLUMN note;", "ALTER TABLE teams ADD COLUMN note text;",
      "-- lossy: notes\n");
  EXPECT_EQ(prove(), "");
}

TEST_F(PostgresRowsTest, ASchemaThatDependsOnTheRowsIsANote) {
  add("a", "CREATE TABLE builds (id int PRIMARY KEY, note text);", "DROP TABLE builds;");
  add("b",
      "DO $$ DECLARE b record; BEGIN FOR b IN SELECT id FROM builds LOOP\n"
      "  EXECUTE format('DROP SEQUENCE IF EXISTS events_%s', b.id);\n"
      "END LOOP; END $$;\n"
      "UPDATE builds SET note = 'x';",
      "DO $$ DECLARE b record; BEGIN FOR b IN SELECT id FROM builds LOOP\n"
      "  EXECUTE format('CREATE SEQUENCE events_%s', b.id);\n"
      "END LOOP; END $$;");
  EXPECT_EQ(
      prove(),
      "D/versions/b.sql:10: error: postgres: the downgrade does not restore the rows that the upgrade found\n"
      "  10 | DO $$ DECLARE b record; BEGIN FOR b IN SELECT id FROM builds LOOP\n"
      "  builds: row id=9001: note was 'madeUp9010', is 'x'\n"
      "  builds: row id=9002: note was NULL, is 'x'\n"
      "  if these rows cannot be restored, say why in the header: \"lossy: WHY\"\n"
      "D/versions/b.sql: note: postgres: with made-up rows, the downgrade does not restore the schema; "
      "without"
      " them, it does. Write rows like those of users to fixtures/a.sql: sequence events_9001 is left over\n"
      "D/versions/b.sql: note: postgres: with made-up rows, the downgrade does not restore the schema; "
      "without"
      " them, it does. Write rows like those of users to fixtures/a.sql: sequence events_9002 is left "
      "over\n");
}

TEST_F(PostgresRowsTest, ARowOfTheChainMayHaveTheKeyOfAMadeUpOne) {
  add("a", "CREATE TYPE kind AS ENUM ('x', 'y');\nCREATE TABLE kinds (kind kind PRIMARY KEY);",
      "DROP TABLE kinds; DROP TYPE kind;");
  add("b", "INSERT INTO kinds VALUES ('x'), ('y');", "DELETE FROM kinds;");
  EXPECT_EQ(prove(), "");
}

}  // namespace
}  // namespace migrate::migc
