// Generated revisions that are written as YAML operations.

#include <gtest/gtest.h>

#include <filesystem>

#include "migc/run_program.h"
#include "migc/transition/random_sqlite_schema.h"
#include "support/number_in.h"

namespace migrate::migc {
namespace {

using testing::Outcome;
using testing::TemporaryFolder;

class SqliteYaml : public ::testing::Test {
 protected:
  void chain_has(const std::string& upgrade) {
    folder_.write(
        "m/versions/a.sql",
        "-- revision: a\n-- down_revision: none\n-- irreversible: test\n\n-- migrate: upgrade\n" + upgrade);
  }
  void wanted(const std::string& schema) { folder_.write("m/schema.sql", schema); }
  Outcome run(const std::string& arguments) {
    return testing::run_in(folder_, std::string(MIGRATE_MIGC) + " --dir m " + arguments);
  }
  Outcome generate(const std::string& more = "") {
    return run("revision --autogenerate -m change --rev-id b " + more);
  }
  std::string written() const {
    const std::string text = folder_.read("m/versions/b_change.yaml");
    return text.substr(text.find("\n\n") + 2);
  }
  void expect_no_difference() {
    EXPECT_EQ(run("diff chain schema").out, "sqlite: from the chain to the schema file: no difference\n");
    EXPECT_EQ(run("check").code, 0);
  }

  TemporaryFolder folder_;
};

TEST_F(SqliteYaml, SaysWhatOperationsSay) {
  chain_has(
      "CREATE TABLE runs (id INTEGER PRIMARY KEY, name TEXT, old TEXT);\nCREATE INDEX ix ON runs (name);\n");
  wanted(
      "CREATE TABLE runs (id INTEGER PRIMARY KEY, name TEXT NOT NULL, errors INTEGER);\n"
      "CREATE TABLE jobs (a INTEGER, b TEXT DEFAULT 'x', CONSTRAINT both_of PRIMARY KEY (a, b)) STRICT;\n"
      "CREATE VIEW latest AS SELECT name FROM runs;\n");
  EXPECT_EQ(generate("--yaml --allow-drop --no-renames --neutral-values"),
            (Outcome{0,
                     "created m/versions/b_change.yaml\n"
                     "sqlite:\n"
                     "+ table jobs\n"
                     "+ view latest\n"
                     "table runs\n"
                     "  + column errors\n"
                     "  ~ column name: not null no -> yes\n"
                     "  - column old\n"
                     "  - index ix\n"
                     "! column runs.old is dropped with its values\n",
                     ""}));
  EXPECT_EQ(
      written(),
      "upgrade:\n"
      "  - drop_index: {name: ix}\n"
      "  - add_column: {table: runs, name: errors, type: integer}\n"
      "  - drop_column: {table: runs, name: old}\n"
      "  - alter_column:\n"
      "      table: runs\n"
      "      name: name\n"
      "      type: text\n"
      "      using: 'coalesce(name, '''')'\n"
      "      nullable: false\n"
      "  - create_table:\n"
      "      name: jobs\n"
      "      engine_defaults: true\n"
      "      columns: [{name: a, type: integer}, {name: b, type: text, default: x}]\n"
      "      primary_key: {name: both_of, columns: [a, b]}\n"
      "      strict: true\n"
      "  - create_object: {kind: view, name: latest, text: CREATE VIEW latest AS SELECT name FROM runs}\n"
      "downgrade:\n"
      "  - drop_object: {kind: view, name: latest}\n"
      "  - drop_table: {name: jobs}\n"
      "  - add_column: {table: runs, name: old, type: text}\n"
      "  - drop_column: {table: runs, name: errors}\n"
      "  - alter_column: {table: runs, name: name, nullable: true}\n"
      "  - create_index: {name: ix, table: runs, columns: name}\n");
  expect_no_difference();
}

TEST_F(SqliteYaml, IsTheFormOfTheParent) {
  folder_.write("m/versions/a.yaml",
                "revision: a\ndown_revision: none\n\nupgrade:\n"
                "  - create_table: {name: runs, columns: [{name: id, type: integer, primary_key: true}]}\n");
  wanted("CREATE TABLE runs (id INTEGER NOT NULL, note TEXT, CONSTRAINT pk_runs PRIMARY KEY (id));\n");
  EXPECT_EQ(generate().code, 0);
  EXPECT_EQ(written(), "upgrade:\n  - add_column: {table: runs, name: note, type: text}\ndowngrade: auto\n");
  expect_no_difference();
  wanted(
      "CREATE TABLE runs (id INTEGER NOT NULL, note TEXT, more TEXT, CONSTRAINT pk_runs PRIMARY KEY "
      "(id));\n");
  EXPECT_EQ(run("revision --autogenerate -m again --rev-id c --sql").code, 0);
  EXPECT_TRUE(std::filesystem::exists(folder_.file("m/versions/c_again.sql")));
}

TEST_F(SqliteYaml, RenamesConstraints) {
  chain_has("CREATE TABLE runs (id INTEGER PRIMARY KEY, n INTEGER, CONSTRAINT one UNIQUE (n));\n");
  wanted("CREATE TABLE runs (id INTEGER PRIMARY KEY, n INTEGER, CONSTRAINT two UNIQUE (n));\n");
  EXPECT_EQ(generate("--yaml").code, 0);
  EXPECT_EQ(written(),
            "upgrade:\n  - rename_constraint: {table: runs, name: one, to: two}\ndowngrade: auto\n");
  expect_no_difference();
}

TEST_F(SqliteYaml, ExecutesWhatOperationsDoNotSay) {
  chain_has("CREATE TABLE runs (id INTEGER PRIMARY KEY, name TEXT);\n");
  wanted(
      "CREATE TABLE runs (id INTEGER PRIMARY KEY, name TEXT UNIQUE ON CONFLICT REPLACE, note TEXT);\n"
      "CREATE TABLE jobs (of REFERENCES tasks);\nCREATE TABLE tasks (id INTEGER PRIMARY KEY);\n"
      "CREATE INDEX ix ON runs (lower(name));\n");
  EXPECT_EQ(generate("--yaml").code, 0);
  EXPECT_EQ(written(),
            "upgrade:\n"
            "  - execute: |-\n"
            "      CREATE TABLE _migrate_new_runs (\n"
            "        id INTEGER PRIMARY KEY,\n"
            "        name TEXT UNIQUE ON CONFLICT REPLACE,\n"
            "        note TEXT\n"
            "      );\n"
            "      INSERT OR ABORT INTO _migrate_new_runs (id, name)\n"
            "      SELECT id, name\n"
            "      FROM runs;\n"
            "      DROP TABLE runs;\n"
            "      PRAGMA legacy_alter_table = ON;\n"
            "      ALTER TABLE _migrate_new_runs RENAME TO runs;\n"
            "      PRAGMA legacy_alter_table = OFF;\n"
            "  - execute: CREATE TABLE jobs (of REFERENCES tasks)\n"
            "  - create_table:\n"
            "      name: tasks\n"
            "      engine_defaults: true\n"
            "      columns: [{name: id, type: integer, primary_key: true}]\n"
            "  - execute: CREATE INDEX ix ON runs (lower(name))\n"
            "downgrade:\n"
            "  - drop_index: {name: ix}\n"
            "  - drop_table: {name: tasks}\n"
            "  - drop_table: {name: jobs}\n"
            "  - execute: |-\n"
            "      CREATE TABLE _migrate_new_runs (\n"
            "        id INTEGER PRIMARY KEY,\n"
            "        name TEXT\n"
            "      );\n"
            "      INSERT OR ABORT INTO _migrate_new_runs (id, name)\n"
            "      SELECT id, name\n"
            "      FROM runs;\n"
            "      DROP TABLE runs;\n"
            "      PRAGMA legacy_alter_table = ON;\n"
            "      ALTER TABLE _migrate_new_runs RENAME TO runs;\n"
            "      PRAGMA legacy_alter_table = OFF;\n");
  expect_no_difference();
}

TEST_F(SqliteYaml, HasWhatAFileOfSqlCannotHave) {
  chain_has("CREATE TABLE runs (id INTEGER PRIMARY KEY);\n");
  wanted("CREATE TABLE runs (id INTEGER PRIMARY KEY, a TEXT DEFAULT 'x\ry');\n");
  EXPECT_EQ(generate("--sql"),
            (Outcome{2, "",
                     "error: a text of the schema has a carriage return, which a file of SQL cannot have; "
                     "nothing was written. Write YAML instead: --yaml\n"}));
  EXPECT_EQ(
      generate(),
      (Outcome{0, "created m/versions/b_change.yaml\nsqlite:\ntable runs\n  + column a\n",
               "note: a text of the schema has a carriage return, which a file of SQL cannot have: this is "
               "YAML\n"}));
  EXPECT_EQ(written(),
            "upgrade:\n"
            "  - add_column: {table: runs, name: a, type: text, default: \"x\\x0dy\"}\n"
            "downgrade: auto\n");
  expect_no_difference();
}

TEST_F(SqliteYaml, IsPrintedAsTheDifferenceOfSchemas) {
  chain_has("CREATE TABLE runs (id INTEGER PRIMARY KEY, name TEXT);\n");
  wanted("CREATE TABLE runs (id INTEGER PRIMARY KEY, name TEXT NOT NULL DEFAULT '');\n");
  EXPECT_EQ(run("diff chain schema --format yaml"), (Outcome{1,
                                                             "# sqlite: from the chain to the schema file\n"
                                                             "upgrade:\n"
                                                             "  - alter_column:\n"
                                                             "      table: runs\n"
                                                             "      name: name\n"
                                                             "      type: text\n"
                                                             "      using: 'coalesce(name, '''')'\n"
                                                             "      nullable: false\n"
                                                             "      default: ''\n",
                                                             ""}));
}

// Each revision is proven before it is written. MIGRATE_YAML_PAIRS says how many, MIGRATE_FIRST_PAIR with
// which to begin. A foreign key that cannot be enforced is refused.
TEST_F(SqliteYaml, LeadsRandomSchemasToEachOther) {
  const std::uint64_t pairs = testing::number_in("MIGRATE_YAML_PAIRS", 4);
  const std::uint64_t first_seed = testing::number_in("MIGRATE_FIRST_PAIR", 1);
  for (std::uint64_t seed = first_seed; seed < first_seed + pairs && !HasFailure(); ++seed) {
    const auto first = testing::random_sqlite_schema(seed, false, 0),
               second = testing::random_sqlite_schema(seed, true, 50 + static_cast<unsigned>(seed % 50));
    SCOPED_TRACE(first.sql + "-- and the second one\n" + second.sql);
    std::filesystem::remove(folder_.file("m/versions/b_change.yaml"));
    chain_has(first.sql);
    wanted(second.sql);
    const Outcome outcome = generate("--yaml --allow-drop --no-renames --neutral-values");
    if (outcome.err.find("the chain has the schema") != std::string::npos) continue;
    if (outcome.code == 3 && outcome.err.find("foreign key mismatch") != std::string::npos) continue;
    ASSERT_EQ(outcome.code, 0) << outcome.err;
    EXPECT_EQ(outcome.err.find("so all of it is SQL"), std::string::npos) << outcome.err;
    expect_no_difference();
  }
}

}  // namespace
}  // namespace migrate::migc
