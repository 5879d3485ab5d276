// `migc dump` as a person runs it, on SQLite.

#include <gtest/gtest.h>

#include "migc/run_program.h"

namespace migrate::migc {
namespace {

using testing::Outcome;
using testing::TemporaryFolder;

class DumpCommand : public ::testing::Test {
 protected:
  DumpCommand() {
    add("a", "none", "CREATE TABLE runs (id INTEGER PRIMARY KEY);");
    add("b", "a", "ALTER TABLE runs ADD COLUMN name TEXT;");
  }

  void add(const std::string& id, const std::string& parent, const std::string& upgrade) {
    folder_.write("m/versions/" + id + ".sql", "-- revision: " + id + "\n-- down_revision: " + parent +
                                                   "\n-- irreversible: a test\n\n-- migrate: upgrade\n" +
                                                   upgrade + "\n");
  }
  Outcome run(const std::string& arguments) {
    return testing::run_in(folder_, std::string(MIGRATE_MIGC) + " --dir m " + arguments);
  }

  TemporaryFolder folder_;
};

TEST_F(DumpCommand, DrawsTheTables) {
  add("c", "b", "CREATE TABLE notes (id INTEGER PRIMARY KEY, run INTEGER REFERENCES runs);");
  EXPECT_EQ(run("dump --format mermaid"), (Outcome{0,
                                                   "erDiagram\n"
                                                   "  \"notes\" {\n"
                                                   "    integer id PK\n"
                                                   "    integer run FK\n"
                                                   "  }\n"
                                                   "  \"runs\" {\n"
                                                   "    integer id PK\n"
                                                   "    text name\n"
                                                   "  }\n"
                                                   "  \"notes\" }o--o| \"runs\" : \"run\"\n",
                                                   ""}));
  EXPECT_TRUE(run("dump --format svg --revision a").out.starts_with("<svg xmlns="));
}

TEST_F(DumpCommand, PrintsTheSchemaOfTheChain) {
  EXPECT_EQ(run("dump"),
            (Outcome{0, "CREATE TABLE runs (\n  id INTEGER PRIMARY KEY,\n  name TEXT\n);\n", ""}));
  EXPECT_EQ(run("dump --revision a"),
            (Outcome{0, "CREATE TABLE runs (\n  id INTEGER PRIMARY KEY\n);\n", ""}));
  EXPECT_EQ(run("dump --revision base"), (Outcome{0, "", ""}));
  EXPECT_EQ(run("dump --revision a --format json").out,
            "{\"schema\":\"CREATE TABLE runs (\\n  id INTEGER PRIMARY KEY\\n);\\n\"}\n");
}

TEST_F(DumpCommand, PrintsTheSchemaOfADatabase) {
  run("upgrade --url sqlite:///x.db");
  EXPECT_EQ(run("dump --url sqlite:///x.db").out, run("dump").out);
  EXPECT_EQ(run("dump --url sqlite:///none.db"),
            (Outcome{7, "", "error: cannot open none.db: unable to open database file\n"}));
}

TEST_F(DumpCommand, WritesASchemaFileThatTheChainEquals) {
  EXPECT_EQ(run("dump --write m/schema.sql"), (Outcome{0, "", ""}));
  EXPECT_EQ(run("diff chain schema").code, 0);
}

TEST_F(DumpCommand, WritesSnapshotsForPostgresOnly) {
  EXPECT_EQ(
      run("dump --snapshot"),
      (Outcome{2, "", "error: the chain is not for PostgreSQL, and each build makes SQLite's snapshot\n"}));
  folder_.write("m/migrate.yaml", "dialects: postgres\n");
  add("c", "b", "GRANT SELECT ON runs TO PUBLIC;");
  EXPECT_EQ(
      run("dump --snapshot"),
      (Outcome{
          1, "",
          "postgres: no snapshot: m/versions/c.sql:6: the statement names roles, which differ from server to "
          "server\nNothing was written.\n"}));
}

TEST_F(DumpCommand, IsNamedWhereTheSnapshotIsMissing) {
  folder_.write("m/migrate.yaml", "dialects: postgres\nverify_postgres: off\nsnapshot: on\n");
  const std::string note =
      "postgres: no snapshot: there is no m/snapshot.postgres.sql; write it: migc --dir m dump --snapshot\n";
  EXPECT_TRUE(run("check").out.ends_with(note)) << run("check").out;
  EXPECT_EQ(run("compile --output revisions.cpp"), (Outcome{0, "", note}));
}

TEST_F(DumpCommand, AsksForTheEngine) {
  folder_.write("m/migrate.yaml", "dialects: sqlite, postgres\n");
  EXPECT_EQ(run("dump"),
            (Outcome{2, "",
                     "error: the chain is for several engines; choose one: --dialect sqlite or --dialect "
                     "postgres\n"}));
  EXPECT_EQ(run("dump --dialect oracle"),
            (Outcome{2, "", "error: --dialect: the chain is not for \"oracle\"\n"}));
  EXPECT_EQ(run("dump --dialect sqlite").code, 0);
}

}  // namespace
}  // namespace migrate::migc
