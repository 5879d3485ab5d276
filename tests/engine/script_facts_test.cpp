#include "engine/script_facts.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace migrate::core {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

// "0 creates runs", "1 drops audit.runs", "2 drops runs.name", "3 renames runs to jobs" ...
std::string line_of(const OwnedFact& fact) {
  constexpr const char* words[] = {"creates", "may create",  "drops", "drops temporary", "drops",
                                   "renames", "refers from", "frees", "runs code",       "locks:"};
  std::string line = std::to_string(fact.item) + ' ' + words[static_cast<int>(fact.kind)];
  if (!fact.table.empty()) line += ' ' + (fact.schema.empty() ? "" : fact.schema + '.') + fact.table;
  if (fact.kind == FactKind::drops_column) return line + '.' + fact.detail;
  if (fact.kind == FactKind::takes_long_lock) return line + ' ' + fact.detail;
  return fact.detail.empty() ? line : line + " to " + fact.detail;
}

std::vector<std::string> lines_of(const ScriptFacts& script, bool with_locks) {
  std::vector<std::string> lines;
  for (const OwnedFact& fact : script.facts())
    if ((fact.kind == FactKind::takes_long_lock) == with_locks) lines.push_back(line_of(fact));
  return lines;
}

ScriptFacts read(Dialect dialect, const std::vector<std::string>& statements) {
  ScriptFacts script(dialect);
  for (const std::string& statement : statements)
    statement == "call" ? script.read_call() : script.read(statement);
  return script;
}

// All but the long locks, of which a test of their own tells.
std::vector<std::string> facts_of(Dialect dialect, const std::vector<std::string>& statements) {
  return lines_of(read(dialect, statements), false);
}

std::vector<std::string> in_sqlite(const std::vector<std::string>& statements) {
  return facts_of(Dialect::sqlite, statements);
}
std::vector<std::string> in_postgres(const std::vector<std::string>& statements) {
  return facts_of(Dialect::postgres, statements);
}

TEST(ScriptFacts, NameTheTablesThatAreCreated) {
  EXPECT_THAT(
      in_sqlite({"create /* a */ table Runs (id INTEGER)", "CREATE TABLE [the runs] (id)",
                 "CREATE VIRTUAL TABLE texts USING fts5 (t)", "CREATE TABLE main.\"a\"\"b\" AS SELECT 1"}),
      ElementsAre("0 creates Runs", "1 creates the runs", "2 creates texts", "3 creates a\"b"));
  EXPECT_THAT(
      in_postgres({"CREATE UNLOGGED TABLE Runs (id int)", "CREATE TABLE \"Runs\" (id int)",
                   "CREATE TABLE audit.runs PARTITION OF x DEFAULT", "CREATE FOREIGN TABLE f () SERVER s"}),
      ElementsAre("0 creates runs", "1 creates Runs", "2 creates audit.runs", "3 creates f"));
}

TEST(ScriptFacts, TellTablesThatMayExistFromThoseThatMustNot) {
  EXPECT_THAT(in_sqlite({"CREATE TABLE IF NOT EXISTS runs (id)"}), ElementsAre("0 may create runs"));
  EXPECT_THAT(in_postgres({"CREATE TABLE IF NOT EXISTS runs (id int)"}), ElementsAre("0 may create runs"));
}

TEST(ScriptFacts, TellOfTemporaryTablesOnlyThatTheyAreDropped) {
  EXPECT_THAT(in_sqlite({"CREATE TEMP TABLE t (id)", "CREATE TABLE temp.u (id)", "DROP TABLE T",
                         "DROP TABLE temp.u"}),
              ElementsAre("2 drops temporary T", "3 drops temporary temp.u"));
  EXPECT_THAT(in_postgres({"CREATE LOCAL TEMPORARY TABLE t (id int)", "ALTER TABLE t DROP COLUMN id",
                           "DROP TABLE t"}),
              ElementsAre("2 drops temporary t"));
  EXPECT_THAT(in_sqlite({"CREATE TEMP TABLE t (id)", "DROP TABLE t", "DROP TABLE t"}),
              ElementsAre("1 drops temporary t", "2 drops t"));
}

TEST(ScriptFacts, NameTablesThatGainAForeignKey) {
  EXPECT_THAT(in_sqlite({"ALTER TABLE runs ADD COLUMN host TEXT REFERENCES hosts",
                         "ALTER TABLE runs ADD host TEXT DEFAULT 'REFERENCES'",
                         "CREATE TABLE jobs (run INTEGER REFERENCES runs)"}),
              ElementsAre("0 refers from runs", "2 creates jobs"));
  EXPECT_THAT(in_postgres({"ALTER TABLE runs DROP a, ADD FOREIGN KEY (b) REFERENCES hosts (id, x), DROP c",
                           "ALTER TABLE runs ADD a int, ALTER b SET DEFAULT references_of(1)"}),
              ElementsAre("0 drops runs.a", "0 refers from runs", "0 drops runs.c"));
}

TEST(ScriptFacts, NameLongLocks) {
  const ScriptFacts script = read(Dialect::sqlite, {"CREATE INDEX a ON runs (id)", "CREATE TABLE Runs (id)",
                                                    "CREATE INDEX b ON runs (id)", "UPDATE runs SET id = 1"});
  EXPECT_THAT(lines_of(script, true),
              ElementsAre("0 locks: reads every row while no other process can write the database",
                          "3 locks: writes every row while no other process can write the database"));
}

TEST(ScriptFacts, NameWhatIsDropped) {
  EXPECT_THAT(in_sqlite({"DROP TABLE IF EXISTS runs", "ALTER TABLE runs DROP COLUMN name",
                         "ALTER TABLE runs DROP name", "DROP VIEW v", "DROP INDEX i"}),
              ElementsAre("0 drops runs", "1 drops runs.name", "2 drops runs.name", "3 frees v"));
  EXPECT_THAT(
      in_postgres(
          {"DROP TABLE a, audit.b CASCADE",
           "ALTER TABLE IF EXISTS ONLY runs * DROP COLUMN IF EXISTS a, ADD b numeric(1, 2) DEFAULT f(1, 2),"
           " DROP \"C\" CASCADE, DROP CONSTRAINT d, ALTER e DROP NOT NULL",
           "DROP MATERIALIZED VIEW m"}),
      ElementsAre("0 drops a", "0 drops audit.b", "1 drops runs.a", "1 drops runs.C", "2 frees m"));
}

TEST(ScriptFacts, FollowRenames) {
  EXPECT_THAT(in_sqlite({"ALTER TABLE runs RENAME TO jobs", "ALTER TABLE runs RENAME COLUMN a TO b"}),
              ElementsAre("0 renames runs to jobs"));
  EXPECT_THAT(in_postgres({"ALTER TABLE runs RENAME TO \"Jobs\"", "ALTER TABLE runs SET SCHEMA old",
                           "ALTER VIEW v RENAME TO w"}),
              ElementsAre("0 renames runs to Jobs", "1 frees runs", "2 frees v"));
}

TEST(ScriptFacts, SayWhereAnythingMayHappen) {
  EXPECT_THAT(in_sqlite({"call", "SELECT f()"}), ElementsAre("0 runs code"));
  EXPECT_THAT(in_postgres({"DO $$ BEGIN END $$", "CALL p()", "SELECT drop_all()", "DROP SCHEMA s CASCADE"}),
              ElementsAre("0 runs code", "1 runs code", "2 runs code", "3 runs code"));
  EXPECT_THAT(in_postgres({"SELECT pg_catalog.setval('s', 1)", "SELECT 1"}), IsEmpty());
}

TEST(ScriptFacts, DoNotGuessTheSchemaAfterTheSearchPathChanged) {
  for (const char* change :
       {"SET search_path = other", "SET LOCAL search_path TO other", "SET SCHEMA 'other'",
        "SELECT pg_catalog.set_config('search_path', '', false)", "RESET ALL"})
    EXPECT_THAT(in_postgres({change, "CREATE TABLE runs (id int)", "CREATE TABLE public.jobs (id int)"}),
                ElementsAre("2 creates public.jobs"))
        << change;
  EXPECT_THAT(in_postgres({"SET LOCAL statement_timeout = 0", "CREATE TABLE runs (id int)"}),
              ElementsAre("1 creates runs"));
}

TEST(ScriptFacts, ReadNoTextOfStringsAndComments) {
  EXPECT_THAT(in_sqlite({"INSERT INTO t VALUES ('DROP TABLE runs')", "/* DROP */ SELECT 1"}), IsEmpty());
  EXPECT_THAT(in_postgres({"INSERT INTO t VALUES ($$DROP TABLE runs$$)"}), IsEmpty());
  for (const char* text : {"", "CREATE", "CREATE TABLE", "DROP TABLE", "DROP TABLE a,", "ALTER TABLE",
                           "ALTER TABLE a DROP", "ALTER TABLE a RENAME TO", "CREATE TABLE a.", "SET"}) {
    EXPECT_NO_THROW(static_cast<void>(in_sqlite({text}))) << text;
    EXPECT_NO_THROW(static_cast<void>(in_postgres({text}))) << text;
  }
}

TEST(ScriptFacts, PutAColumnThatARebuildLeavesOutWhereItsTableIsDropped) {
  ScriptFacts script(Dialect::sqlite);
  for (const char* statement :
       {"CREATE TABLE _migrate_new_runs (id)", "DROP TABLE runs",
        "ALTER TABLE _migrate_new_runs RENAME TO runs", "ALTER TABLE runs DROP COLUMN b"})
    script.read(statement);
  script.add_dropped_column("Runs", "a");
  script.add_dropped_column("runs", "B");
  EXPECT_THAT(lines_of(script, false),
              ElementsAre("0 creates _migrate_new_runs", "1 drops runs", "1 drops Runs.a",
                          "2 renames _migrate_new_runs to runs", "3 drops runs.b"));
}

}  // namespace
}  // namespace migrate::core
