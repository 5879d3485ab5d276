// `migc revision --autogenerate` on PostgreSQL, and on both engines together.

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>

#include "migc/run_program.h"
#include "migc/transition/random_postgres_schema.h"
#include "support/postgres_server.h"

namespace migrate {
namespace {

using testing::Outcome;
using testing::TemporaryFolder;

class PostgresAutogenerate : public ::testing::Test {
 protected:
  PostgresAutogenerate() { folder_.write("m/migrate.yaml", "dialects: postgres\n"); }

  void chain_has(const std::string& upgrade, const std::string& downgrade) {
    folder_.write("m/versions/a.sql", "-- revision: a\n-- down_revision: none\n\n-- migrate: upgrade\n" +
                                          upgrade + "\n\n-- migrate: downgrade\n" + downgrade + "\n");
  }
  void wanted(const std::string& schema) { folder_.write("m/schema.sql", schema); }
  Outcome run(const std::string& arguments, const std::string& server = proof_server()) {
    return testing::run_in(
        folder_, "MIGRATE_VERIFY_POSTGRES_URL='" + server + "' " + MIGRATE_MIGC + " --dir m " + arguments);
  }
  Outcome generate() { return run("revision --autogenerate -m change --rev-id b"); }
  std::string written(const std::string& name = "b_change.sql") const {
    const std::string text = folder_.read("m/versions/" + name);
    return text.substr(std::min(text.find("\n\n"), text.size()));
  }
  void expect_nothing_to_do() {
    EXPECT_EQ(run("revision --autogenerate -m again"),
              (Outcome{0, "", "m: the chain has the schema of the schema file; nothing was written\n"}));
  }
  static const std::string& proof_server() {
    static const std::string url = testing::postgres_server().create_database();
    return url;
  }

  TemporaryFolder folder_;
};

TEST_F(PostgresAutogenerate, RenamesWhatTheSchemaFileSays) {
  chain_has(
      "CREATE TYPE mood AS ENUM ('sad', 'ok');\n"
      "CREATE TABLE runs (id bigint PRIMARY KEY, name text NOT NULL, mood mood);\n"
      "CREATE INDEX ix ON runs (name);",
      "DROP TABLE runs;\nDROP TYPE mood;");
  wanted(
      "-- migrate: renamed from mood\n"
      "CREATE TYPE feeling AS ENUM (\n"
      "  'unhappy', -- migrate: renamed from 'sad'\n"
      "  'ok');\n"
      "CREATE TABLE jobs ( -- migrate: renamed from runs\n"
      "  id bigint PRIMARY KEY,\n"
      "  \"Title\" text NOT NULL, -- migrate: renamed from name\n"
      "  mood feeling,\n"
      "  kind text NOT NULL -- migrate: fill 'x'\n"
      ");\n"
      "CREATE INDEX ix2 ON jobs (\"Title\");\n");
  EXPECT_EQ(generate(), (Outcome{0,
                                 "created m/versions/b_change.sql\n"
                                 "postgres:\n"
                                 "~ type mood: renamed to feeling\n"
                                 "~ value 'sad' of type feeling: renamed to 'unhappy'\n"
                                 "~ table runs: renamed to jobs\n"
                                 "~ column jobs.name: renamed to \"Title\"\n"
                                 "~ index ix: renamed to ix2\n"
                                 "table jobs\n"
                                 "  + column kind\n",
                                 ""}));
  EXPECT_EQ(written().find("DROP TABLE"), std::string::npos);
  expect_nothing_to_do();
}

TEST_F(PostgresAutogenerate, AsksForValuesOfEnums) {
  chain_has("CREATE TYPE mood AS ENUM ('sad', 'ok');", "DROP TYPE mood;");
  wanted("CREATE TYPE mood AS ENUM (\n  'unhappy',\n  'ok'\n);\n");
  EXPECT_EQ(
      generate(),
      (Outcome{1, "",
               "m/schema.sql:2: error: enum value mood.'unhappy' is new, or had another name: 'sad'\n"
               "  2 |   'unhappy',\n"
               "  to answer, write one of these lines above it in the schema file, or at the end of its "
               "line:\n"
               "    -- migrate: renamed from 'sad'\n"
               "    -- migrate: renamed from none\n"
               "error: 1 question is open; nothing was written\n"}));
}

TEST_F(PostgresAutogenerate, TakesSafeSteps) {
  folder_.write("m/migrate.yaml", "dialects: postgres\nsafe_steps: true\n");
  chain_has("CREATE TABLE runs (id bigint PRIMARY KEY, n int);", "DROP TABLE runs;");
  wanted(
      "CREATE TABLE runs (id bigint PRIMARY KEY,\n"
      "  n int NOT NULL, -- migrate: fill 1\n"
      "  CONSTRAINT positive CHECK (n > 0));\n"
      "CREATE INDEX ix ON runs (n);\n");
  const Outcome outcome = generate();
  EXPECT_EQ(outcome.err, "");
  EXPECT_EQ(outcome.out.substr(0, outcome.out.find("postgres:")),
            "created m/versions/b_change.sql\ncreated m/versions/b_2_change_step_2.sql\n");
  const std::string first = written(), second = written("b_2_change_step_2.sql");
  EXPECT_NE(first.find("ADD CONSTRAINT positive CHECK (n > 0) NOT VALID;"), std::string::npos);
  EXPECT_EQ(second.substr(0, second.find("\n\n--", 2)),
            "\n\n-- migrate: upgrade\n"
            "ALTER TABLE runs VALIDATE CONSTRAINT runs_n_not_null;\n"
            "ALTER TABLE runs ALTER COLUMN n SET NOT NULL;\n"
            "ALTER TABLE runs DROP CONSTRAINT runs_n_not_null;\n"
            "ALTER TABLE runs VALIDATE CONSTRAINT positive;\n"
            "CREATE INDEX CONCURRENTLY ix ON runs USING btree (n);");
  expect_nothing_to_do();
}

TEST_F(PostgresAutogenerate, WritesASectionForEachEngine) {
  folder_.write("m/migrate.yaml", "dialects: sqlite, postgres\n");
  chain_has("CREATE TABLE runs (id integer PRIMARY KEY);", "DROP TABLE runs;");
  wanted("CREATE TABLE runs (id integer PRIMARY KEY, \"Größe\" integer, CHECK (\"Größe\" > 0));\n");
  EXPECT_EQ(generate(), (Outcome{0,
                                 "created m/versions/b_change.sql\n"
                                 "sqlite:\ntable runs\n  + column Größe\n  + CHECK (größe > 0)\n"
                                 "postgres:\ntable runs\n  + column \"Größe\"\n  + CHECK (\"Größe\" > 0)\n",
                                 ""}));
  const std::string text = written();
  for (const char* section : {"-- migrate: upgrade sqlite\n", "-- migrate: upgrade postgres\n",
                              "-- migrate: downgrade sqlite\n", "-- migrate: downgrade postgres\n"})
    EXPECT_NE(text.find(section), std::string::npos) << text;
  expect_nothing_to_do();
}

TEST_F(PostgresAutogenerate, WritesNothingWithoutAServer) {
  folder_.write("m/migrate.yaml", "dialects: sqlite, postgres\n");
  chain_has("CREATE TABLE runs (id integer PRIMARY KEY);", "DROP TABLE runs;");
  wanted("CREATE TABLE runs (id integer PRIMARY KEY, x integer);\n");
  EXPECT_EQ(run("revision --autogenerate -m change --rev-id b", "postgresql://127.0.0.1:1/none").code, 7);
  EXPECT_FALSE(std::filesystem::exists(folder_.file("m/versions/b_change.sql")));
}

// YAML

TEST_F(PostgresAutogenerate, WritesOneOperationForBothEngines) {
  folder_.write("m/migrate.yaml", "dialects: sqlite, postgres\n");
  wanted(
      "CREATE TABLE customers (id INTEGER PRIMARY KEY, name VARCHAR(40) NOT NULL DEFAULT 'x', at TIMESTAMP "
      "DEFAULT CURRENT_TIMESTAMP, ok BOOLEAN NOT NULL DEFAULT TRUE, CHECK (length(name) > 0));\n"
      "CREATE TABLE orders (id INTEGER PRIMARY KEY, customer INTEGER NOT NULL REFERENCES customers (id) ON "
      "DELETE CASCADE, total NUMERIC(10, 2) DEFAULT 0, note TEXT UNIQUE);\n"
      "CREATE INDEX ix ON orders (customer, total);\n");
  EXPECT_EQ(run("revision --autogenerate --yaml -m change --rev-id b").code, 0);
  EXPECT_EQ(written("b_change.yaml").substr(2),
            "upgrade:\n"
            "  - create_table:\n"
            "      name: customers\n"
            "      engine_defaults: true\n"
            "      columns:\n"
            "        - {name: id, type: integer, primary_key: true}\n"
            "        - {name: name, type: string(40), nullable: false, default: x}\n"
            "        - name: at\n"
            "          type: {sqlite: TIMESTAMP, postgres: timestamp}\n"
            "          default: {sql: CURRENT_TIMESTAMP}\n"
            "        - {name: ok, type: boolean, nullable: false, default: true}\n"
            "      checks: [{condition: {sqlite: 'length(name) > 0', postgres: 'length(name::text) > 0'}}]\n"
            "  - create_table:\n"
            "      name: orders\n"
            "      engine_defaults: true\n"
            "      columns:\n"
            "        - {name: id, type: integer, primary_key: true}\n"
            "        - name: customer\n"
            "          type: integer\n"
            "          nullable: false\n"
            "          references: {table: customers, column: id, on_delete: cascade}\n"
            "        - {name: total, type: 'numeric(10, 2)', default: 0}\n"
            "        - {name: note, type: text, unique: true}\n"
            "  - create_index: {name: ix, table: orders, columns: [customer, total]}\n"
            "downgrade:\n"
            "  - drop_table: {name: orders}\n"
            "  - drop_table: {name: customers}\n");
  expect_nothing_to_do();
  wanted(
      "CREATE TABLE customers (id INTEGER PRIMARY KEY, name VARCHAR(50) NOT NULL DEFAULT 'x', at TIMESTAMP "
      "DEFAULT CURRENT_TIMESTAMP, ok BOOLEAN NOT NULL DEFAULT TRUE, CHECK (length(name) > 0));\n"
      "CREATE TABLE orders (id INTEGER PRIMARY KEY, customer INTEGER NOT NULL REFERENCES customers (id) ON "
      "DELETE CASCADE, total NUMERIC(10, 2) DEFAULT 0, note TEXT UNIQUE, more INTEGER);\n"
      "CREATE INDEX ix ON orders (customer, total);\n");
  EXPECT_EQ(run("revision --autogenerate -m wider --rev-id c").code, 0);
  EXPECT_EQ(written("c_wider.yaml").substr(2),
            "upgrade:\n"
            "  - alter_column: {table: customers, name: name, type: string(50)}\n"
            "  - add_column: {table: orders, name: more, type: integer}\n"
            "downgrade:\n"
            "  - alter_column: {table: customers, name: name, type: string(40), only: sqlite}\n"
            "  - drop_column: {table: orders, name: more}\n"
            "  - alter_column: {table: customers, name: name, type: string(40), only: postgres}\n");
  expect_nothing_to_do();
}

// Each revision is proven before it is written. MIGRATE_YAML_PAIRS says how many.
TEST_F(PostgresAutogenerate, LeadsRandomSchemasToEachOtherByOperations) {
  const char* count = std::getenv("MIGRATE_YAML_PAIRS");
  const unsigned pairs = count == nullptr ? 1 : static_cast<unsigned>(std::stoul(count));
  for (unsigned seed = 1; seed <= pairs && !HasFailure(); ++seed) {
    const testing::RandomPostgresSchema first(2 * seed), second(2 * seed + 1);
    SCOPED_TRACE(first.text() + "-- and the second one\n" + second.text());
    std::filesystem::remove(folder_.file("m/versions/b_change.yaml"));
    folder_.write("m/versions/a.sql",
                  "-- revision: a\n-- down_revision: none\n-- irreversible: test\n\n-- migrate: upgrade\n" +
                      first.text());
    wanted(second.text());
    const Outcome outcome =
        run("revision --autogenerate -m change --rev-id b --yaml --allow-drop --no-renames --neutral-values");
    ASSERT_EQ(outcome.code, 0) << outcome.err;
    EXPECT_EQ(outcome.err.find("all of it is SQL"), std::string::npos) << outcome.err;
    expect_nothing_to_do();
  }
}

}  // namespace
}  // namespace migrate
