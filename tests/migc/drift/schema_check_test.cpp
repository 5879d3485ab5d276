// schema_check: what the build and `migc check` say of a schema file, on SQLite.

#include <gtest/gtest.h>

#include <filesystem>

#include "migc/run_program.h"

namespace migrate::migc {
namespace {

using testing::Outcome;
using testing::TemporaryFolder;

class SchemaCheckOfFolder : public ::testing::Test {
 protected:
  SchemaCheckOfFolder() {
    write_revision("a", "none", "CREATE TABLE runs (id INTEGER PRIMARY KEY, name TEXT);");
  }

  void write_revision(const std::string& id, const std::string& parent, const std::string& upgrade) {
    folder_.write("m/versions/" + id + ".sql", "-- revision: " + id + "\n-- down_revision: " + parent +
                                                   "\n-- irreversible: a test\n\n-- migrate: upgrade\n" +
                                                   upgrade + "\n");
  }
  void write(const std::string& name, const std::string& text) { folder_.write("m/" + name, text); }
  Outcome migc(const std::string& arguments) {
    return testing::run_in(folder_, std::string(MIGRATE_MIGC) + " --dir m " + arguments);
  }
  // As a build does, with its cache.
  Outcome build() { return migc("prove --cache cache --stamp stamp"); }

  TemporaryFolder folder_;
};

const std::string other_schema =
    "CREATE VIEW latest AS SELECT name FROM runs;\n"
    "CREATE TABLE runs (id INTEGER PRIMARY KEY, name TEXT, errors INT);\n";

std::string differences(const std::string& severity) {
  return "m/schema.sql: " + severity +
         ": sqlite: the chain does not make this schema. 2 changes lead to it:\n"
         "+ view latest\n"
         "table runs\n"
         "  + column errors\n"
         "Write a revision that makes them: migc --dir m revision --autogenerate -m \"...\"\n";
}

TEST_F(SchemaCheckOfFolder, WarnsInABuild) {
  write("schema.sql", other_schema);
  EXPECT_EQ(build(), (Outcome{0, "", differences("warning")}));
  EXPECT_EQ(build(), (Outcome{0, "", differences("warning")})) << "from the cache";
  write("migrate.yaml", "schema_check: off\n");
  EXPECT_EQ(build(), (Outcome{0, "", ""}));
}

TEST_F(SchemaCheckOfFolder, FailsABuildThatAsksForIt) {
  write("schema.sql", other_schema);
  write("migrate.yaml", "schema_check: error\n");
  EXPECT_EQ(build(), (Outcome{1, "", differences("error")}));
  EXPECT_FALSE(std::filesystem::exists(folder_.file("stamp")));
  write_revision("b", "a", "ALTER TABLE runs ADD errors INT; CREATE VIEW latest AS SELECT name FROM runs;");
  EXPECT_EQ(build(), (Outcome{0, "", ""}));
}

TEST_F(SchemaCheckOfFolder, ComparesAgainWhenTheFileIsEdited) {
  write("schema.sql", "CREATE TABLE runs (id INTEGER PRIMARY KEY, name TEXT);");
  EXPECT_EQ(build(), (Outcome{0, "", ""}));
  write("schema.sql", other_schema);
  EXPECT_EQ(build(), (Outcome{0, "", differences("warning")}));
  write("schema.sqlite.sql", "CREATE TABLE runs (id INTEGER PRIMARY KEY, name TEXT);");
  EXPECT_EQ(build(), (Outcome{0, "", ""})) << "that of the engine replaces the other one";
}

TEST_F(SchemaCheckOfFolder, ComparesAgainWhenOtherObjectsAreIgnored) {
  write("schema.sql", "CREATE TABLE runs (id INTEGER PRIMARY KEY, name TEXT); CREATE TABLE cache (x)");
  EXPECT_NE(build().err, "");
  write("migrate.yaml", "ignore: cach*\n");
  EXPECT_EQ(build(), (Outcome{0, "", ""}));
  write("migrate.yaml", "ignore: other\n");
  EXPECT_NE(build().err, "");
}

TEST_F(SchemaCheckOfFolder, ShowsWhereTheFileDoesNotLoad) {
  write("schema.sql",
        "CREATE TABLE runs (id INTEGER PRIMARY KEY, name TEXT);\nCREATE INDEX ix ON runz (name);\n");
  const std::string mistake =
      "m/schema.sql:2:20: error: sqlite: no such table: main.runz; did you mean \"runs\"?\n"
      "  2 | CREATE INDEX ix ON runz (name);\n"
      "    |                    ^\n"
      "error: 1 mistake; the chain is not compared with the schema\n";
  EXPECT_EQ(build().err, mistake);
  EXPECT_EQ(migc("check").err, mistake);
  EXPECT_EQ(migc("check").code, 3);
}

TEST_F(SchemaCheckOfFolder, AnswersInCheck) {
  const std::string valid = "m: 1 revision, head a; the chain is valid\nsqlite: 1 of 1 revision proven\n";
  EXPECT_EQ(migc("check"), (Outcome{0, valid, ""}));
  write("schema.sql", "create table runs (name text, id integer primary key)");
  EXPECT_EQ(migc("check"), (Outcome{0, valid + "sqlite: the chain makes the schema of m/schema.sql\n", ""}));
  write("schema.sql", other_schema);
  EXPECT_EQ(migc("check"), (Outcome{1, valid + differences("error"), ""}));
  EXPECT_EQ(migc("check --url sqlite:///x.db"),
            (Outcome{1,
                     valid + differences("error") +
                         "database: not compared, because the chain does not make the wanted schema\n",
                     ""}));
  write("migrate.yaml", "schema_check: off\n");
  EXPECT_EQ(migc("check"), (Outcome{0, valid, ""}));
}

TEST_F(SchemaCheckOfFolder, AnswersInJson) {
  write("schema.sql", other_schema);
  EXPECT_EQ(
      migc("check --format json"),
      (Outcome{
          1,
          R"({"valid":true,"revisions":1,"heads":["a"],"mistakes":[],"proofs":[{"dialect":"sqlite","proven":1,)"
          R"("notes":[],"not_proven_beyond":[]}],"schemas":[{"dialect":"sqlite","file":"m/schema.sql",)"
          R"("compared":true,"why_not":"","same":false,"changes":[)"
          R"({"change":"added","kind":"column","table":"runs","name":"errors"},)"
          R"({"change":"added","kind":"view","table":"","name":"latest"}]}],"database":null})"
          "\n",
          ""}));
}

TEST_F(SchemaCheckOfFolder, SaysWhatItCannotCompare) {
  write("schema.sql", other_schema);
  const std::string begin = "sqlite: m/schema.sql is not compared with the chain: ";
  write("migrate.yaml", "verify: off\n");
  EXPECT_EQ(build(), (Outcome{0, "", begin + "verify is off\n"}));
  write("migrate.yaml", "allow_multiple_heads: true\n");
  write_revision("b", "none", "CREATE TABLE b (id);");
  EXPECT_EQ(build(), (Outcome{0, "", begin + "the chain has several heads\n"}));
  write_revision("b", "a", "-- migrate: call fill");
  EXPECT_TRUE(build().err.ends_with("\n" + begin + "revision b could not be run\n")) << build().err;
  EXPECT_TRUE(migc("check").out.ends_with("\n" + begin + "revision b could not be run\n"));
}

TEST_F(SchemaCheckOfFolder, ComparesTheCopyOfTheHead) {
  const std::string old =
      "sqlite: this is not the schema at the chain's head. Write it: migc --dir m dump --write "
      "m/schema.head.sql\n";
  EXPECT_EQ(build(), (Outcome{0, "", ""})) << "nothing asks for one";
  write("migrate.yaml", "schema_head: warning\n");
  EXPECT_EQ(build(), (Outcome{0, "", "m/schema.head.sql: warning: " + old})) << "it is missing";
  EXPECT_EQ(migc("dump --write m/schema.head.sql").code, 0);
  const std::string copy = folder_.read("m/schema.head.sql");
  EXPECT_EQ(build(), (Outcome{0, "", ""}));
  write_revision("b", "a", "CREATE TABLE b (id INT);");
  write("migrate.yaml", "schema_head: error\n");
  EXPECT_EQ(build(), (Outcome{1, "", "m/schema.head.sql: error: " + old}));
  EXPECT_EQ(migc("check").code, 1);
  EXPECT_TRUE(migc("check").out.ends_with("proven\nm/schema.head.sql: error: " + old));
  EXPECT_EQ(folder_.read("m/schema.head.sql"), copy) << "no build writes it";
  EXPECT_EQ(migc("dump --write m/schema.head.sql").code, 0);
  EXPECT_EQ(build(), (Outcome{0, "", ""}));
  EXPECT_TRUE(
      migc("check").out.ends_with("proven\nsqlite: the chain makes the schema of m/schema.head.sql\n"));
}

TEST_F(SchemaCheckOfFolder, ComparesTheCopyOfEachEngine) {
  write("migrate.yaml", "schema_head: warning\ndialects: sqlite, postgres\nverify_postgres: off\n");
  EXPECT_EQ(build(),
            (Outcome{0, "",
                     "m/schema.head.sqlite.sql: warning: sqlite: this is not the schema at the chain's head."
                     " Write it: migc --dir m dump --write m/schema.head.sqlite.sql --dialect sqlite\n"
                     "postgres: m/schema.head.postgres.sql is not compared with the chain: verify_postgres is"
                     " off\n"}));
}

}  // namespace
}  // namespace migrate::migc
