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

TEST_F(PostgresAutogenerate, AsksNothingAboutSequencesOfSerialColumns) {
  const std::string jobs = "CREATE TABLE jobs (id serial PRIMARY KEY, number bigserial);\n";
  chain_has("CREATE TABLE runs (id serial PRIMARY KEY);\n" + jobs, "DROP TABLE runs;\nDROP TABLE jobs;");
  wanted("CREATE TABLE runs (id serial PRIMARY KEY, n int);\n" + jobs +
         "CREATE TABLE more (id serial PRIMARY KEY);\n");
  EXPECT_EQ(run("revision --autogenerate -m change --rev-id b"), (Outcome{0,
                                                                          "created m/versions/b_change.sql\n"
                                                                          "postgres:\n"
                                                                          "+ table more\n"
                                                                          "table runs\n"
                                                                          "  + column n\n",
                                                                          ""}));
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

TEST_F(PostgresAutogenerate, UsesANewValueInARevisionOfItsOwn) {
  chain_has(
      "CREATE TYPE mood AS ENUM ('sad', 'ok');\nCREATE TYPE size AS ENUM ('s');\n"
      "CREATE TABLE runs (id bigint PRIMARY KEY, mood mood DEFAULT 'ok', size size);",
      "DROP TABLE runs;\nDROP TYPE mood;\nDROP TYPE size;");
  wanted(
      "CREATE TYPE mood AS ENUM ('sad', 'ok', 'happy');\nCREATE TYPE size AS ENUM ('s', 'm');\n"
      "CREATE TABLE runs (id bigint PRIMARY KEY, mood mood DEFAULT 'happy', size size DEFAULT 'm');\n");
  const Outcome outcome = run("revision --autogenerate -m change --rev-id b --no-renames");
  EXPECT_EQ(outcome.err, "");
  EXPECT_EQ(outcome.out.substr(0, outcome.out.find("postgres:")),
            "created m/versions/b_change.sql\ncreated m/versions/b_2_change_step_2.sql\n");
  const std::string first = written(), second = written("b_2_change_step_2.sql");
  EXPECT_EQ(first.substr(0, first.find("\n\n--", 2)),
            "\n\n-- migrate: upgrade\n"
            "ALTER TYPE mood ADD VALUE 'happy';\n"
            "ALTER TYPE size ADD VALUE 'm';");
  EXPECT_EQ(second,
            "\n\n-- migrate: upgrade\n"
            "ALTER TABLE runs ALTER COLUMN mood SET DEFAULT 'happy'::mood;\n"
            "ALTER TABLE runs ALTER COLUMN size SET DEFAULT 'm'::size;\n\n"
            "-- migrate: downgrade\n"
            "ALTER TABLE runs ALTER COLUMN size DROP DEFAULT;\n"
            "ALTER TABLE runs ALTER COLUMN mood SET DEFAULT 'ok'::mood;\n");
  expect_nothing_to_do();
}

// The domain uses one value before the other type gets its own.
TEST_F(PostgresAutogenerate, AddsAllValuesBeforeAnyIsUsed) {
  chain_has("CREATE TYPE mood AS ENUM ('sad');\nCREATE TYPE size AS ENUM ('s');",
            "DROP TYPE mood;\nDROP TYPE size;");
  wanted(
      "CREATE TYPE mood AS ENUM ('sad', 'happy');\nCREATE DOMAIN cheerful AS mood DEFAULT 'happy';\n"
      "CREATE TYPE size AS ENUM ('s', 'm');\n");
  EXPECT_EQ(run("revision --autogenerate -m change --rev-id b --no-renames").code, 0);
  const std::string first = written();
  EXPECT_EQ(first.substr(0, first.find("\n\n--", 2)),
            "\n\n-- migrate: upgrade\n"
            "ALTER TYPE mood ADD VALUE 'happy';\n"
            "ALTER TYPE size ADD VALUE 'm';");
  expect_nothing_to_do();
}

TEST_F(PostgresAutogenerate, LeavesWhatBelongsToAnExtension) {
  chain_has("CREATE EXTENSION pg_trgm;\nCREATE TABLE runs (id bigint PRIMARY KEY, name text);",
            "DROP TABLE runs;\nDROP EXTENSION pg_trgm;");
  wanted(
      "CREATE EXTENSION pg_trgm;\nCREATE EXTENSION citext;\n"
      "CREATE TABLE runs (id bigint PRIMARY KEY, name text, code citext);\n"
      "CREATE INDEX ix ON runs USING gin (name gin_trgm_ops);\n");
  const Outcome outcome = generate();
  EXPECT_EQ(outcome.err, "");
  EXPECT_EQ(written(),
            "\n\n-- migrate: upgrade\n"
            "CREATE EXTENSION citext;\n"
            "ALTER TABLE runs ADD COLUMN code citext;\n"
            "CREATE INDEX ix ON runs USING gin (name gin_trgm_ops);\n\n"
            "-- migrate: downgrade\n"
            "ALTER TABLE runs DROP COLUMN code;\n"
            "DROP INDEX ix;\n"
            "DROP EXTENSION citext;\n");
  expect_nothing_to_do();
}

TEST_F(PostgresAutogenerate, WritesNothingAfterAnInterruptedPrompt) {
  chain_has("CREATE TABLE runs (id bigint PRIMARY KEY, name text);", "DROP TABLE runs;");
  wanted("CREATE TABLE runs (id bigint PRIMARY KEY, title text);\n");
  const auto answered = [&](const std::string& answers) {
    return testing::run_in(folder_, "export MIGRATE_VERIFY_POSTGRES_URL='" + proof_server() + "'; printf '" +
                                        answers + "' | script -qec \"" + MIGRATE_MIGC +
                                        " --dir m revision --autogenerate -m change --rev-id b\" /dev/null")
        .code;
  };
  EXPECT_EQ(answered("\\004"), 1);
  EXPECT_FALSE(std::filesystem::exists(folder_.file("m/versions/b_change.sql")));
  EXPECT_EQ(answered("1\\n"), 0);
  EXPECT_NE(written().find("RENAME COLUMN name TO title"), std::string::npos);
}

// Each engine has a schema file, and these say different things.
TEST_F(PostgresAutogenerate, FollowsTheSchemaFileOfEachEngine) {
  folder_.write("m/migrate.yaml", "dialects: sqlite, postgres\n");
  chain_has("CREATE TABLE runs (id integer PRIMARY KEY);", "DROP TABLE runs;");
  folder_.write("m/schema.sqlite.sql", "CREATE TABLE runs (id integer PRIMARY KEY, a integer);\n");
  folder_.write("m/schema.postgres.sql", "CREATE TABLE runs (id integer PRIMARY KEY, b text);\n");
  EXPECT_EQ(generate(), (Outcome{0,
                                 "created m/versions/b_change.sql\n"
                                 "sqlite:\ntable runs\n  + column a\n"
                                 "postgres:\ntable runs\n  + column b\n",
                                 ""}));
  EXPECT_EQ(written(),
            "\n\n-- migrate: upgrade sqlite\nALTER TABLE runs ADD COLUMN a integer;\n\n"
            "-- migrate: upgrade postgres\nALTER TABLE runs ADD COLUMN b text;\n\n"
            "-- migrate: downgrade sqlite\nALTER TABLE runs DROP COLUMN a;\n\n"
            "-- migrate: downgrade postgres\nALTER TABLE runs DROP COLUMN b;\n");
  expect_nothing_to_do();
}

TEST_F(PostgresAutogenerate, PrintsOperationsForEachEngine) {
  folder_.write("m/migrate.yaml", "dialects: sqlite, postgres\n");
  chain_has("CREATE TABLE runs (id integer PRIMARY KEY);", "DROP TABLE runs;");
  folder_.write("m/schema.sqlite.sql",
                "CREATE TABLE runs (id integer PRIMARY KEY, note text, size integer);\n");
  folder_.write("m/schema.postgres.sql", "CREATE TABLE runs (id integer PRIMARY KEY, note text, at date);\n");
  EXPECT_EQ(run("diff chain schema --format yaml"),
            (Outcome{1,
                     "# sqlite: from the chain to the schema file\n"
                     "# postgres: from the chain to the schema file\n"
                     "upgrade:\n"
                     "  - add_column: {table: runs, name: note, type: text}\n"
                     "  - add_column: {table: runs, name: size, type: integer, only: sqlite}\n"
                     "  - add_column: {table: runs, name: at, type: date, only: postgres}\n",
                     ""}));
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

// Renames

TEST_F(PostgresAutogenerate, RenamesConstraints) {
  chain_has(
      "CREATE TABLE runs (id bigint PRIMARY KEY, n int, CONSTRAINT positive CHECK (n > 0), CONSTRAINT one "
      "UNIQUE (n), CONSTRAINT of_run FOREIGN KEY (n) REFERENCES runs);",
      "DROP TABLE runs;");
  wanted(
      "CREATE TABLE runs (id bigint PRIMARY KEY, n int, CONSTRAINT above CHECK (n > 0), CONSTRAINT \"Two\" "
      "UNIQUE (n), CONSTRAINT of_other FOREIGN KEY (n) REFERENCES runs);\n");
  EXPECT_EQ(generate().code, 0);
  const std::string text = written();
  for (const char* statement :
       {"RENAME CONSTRAINT positive TO above;", "RENAME CONSTRAINT one TO \"Two\";",
        "RENAME CONSTRAINT of_run TO of_other;", "RENAME CONSTRAINT above TO positive;",
        "RENAME CONSTRAINT \"Two\" TO one;", "RENAME CONSTRAINT of_other TO of_run;"})
    EXPECT_NE(text.find(statement), std::string::npos) << text;
  EXPECT_EQ(text.find("DROP CONSTRAINT"), std::string::npos) << text;
  expect_nothing_to_do();
}

// The names of the schema file are those of revisions.
TEST_F(PostgresAutogenerate, WorksInTheSchemaOfTheChain) {
  folder_.write("m/migrate.yaml", "dialects: postgres\nschema: app\nignore: hand_*\n");
  chain_has("CREATE TABLE runs (id bigint PRIMARY KEY, name text NOT NULL);", "DROP TABLE runs;");
  wanted(
      "CREATE TABLE jobs ( -- migrate: renamed from runs\n"
      "  id bigint PRIMARY KEY,\n"
      "  title text NOT NULL, -- migrate: renamed from name\n"
      "  state text NOT NULL -- migrate: fill 'new'\n"
      ");\n"
      "CREATE TABLE hand_made (id int);\n"
      "CREATE TABLE app.others (id int);\n");
  EXPECT_EQ(generate(), (Outcome{0,
                                 "created m/versions/b_change.sql\n"
                                 "postgres:\n"
                                 "~ table runs: renamed to jobs\n"
                                 "~ column jobs.name: renamed to title\n"
                                 "+ table app.others\n"
                                 "table app.jobs\n"
                                 "  + column state\n",
                                 ""}));
  expect_nothing_to_do();
  const std::string database = testing::postgres_server().create_database();
  testing::postgres_server().run(database.substr(database.rfind('/') + 1), "CREATE SCHEMA app");
  EXPECT_EQ(run("upgrade --url '" + database + "'").code, 0);
  EXPECT_EQ(run("check --url '" + database + "'").code, 0);
  folder_.write("n/migrate.yaml", "dialects: postgres\nschema: app\n");
  std::filesystem::create_directories(folder_.file("n/versions"));
  const std::string first = "MIGRATE_VERIFY_POSTGRES_URL='" + proof_server() + "' " + MIGRATE_MIGC +
                            " --dir n revision --from-url '" + database + "' -m first --rev-id a";
  const Outcome outcome = testing::run_in(folder_, first);
  EXPECT_EQ(outcome.code, 0) << outcome.err;
  EXPECT_NE(folder_.read("n/versions/a_first.sql").find("CREATE TABLE jobs"), std::string::npos)
      << folder_.read("n/versions/a_first.sql");
}

// What Alembic's autogenerate does not see.
TEST_F(PostgresAutogenerate, FindsWhatOthersMiss) {
  const auto schema = [](const std::string& values, const std::string& step, const std::string& body,
                         const std::string& parts, const std::string& rest) {
    return "CREATE TYPE mood AS ENUM (" + values + ");\nCREATE SEQUENCE numbers" + step +
           ";\nCREATE FUNCTION area(x integer) RETURNS integer IMMUTABLE LANGUAGE sql AS '" + body +
           "';\nCREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN new; END';\n"
           "CREATE TABLE logs (day date NOT NULL) PARTITION BY RANGE (day);\n"
           "CREATE TABLE logs_1 PARTITION OF logs FOR VALUES FROM ('2026-01-01') TO ('" +
           parts + "');\n" + rest;
  };
  folder_.write(
      "old.sql",
      schema(
          "'sad'", "", "SELECT x", "2026-02-01",
          "CREATE TABLE runs (id bigint NOT NULL, name text DEFAULT 'a' CHECK (name <> ''), n integer, twice "
          "integer GENERATED ALWAYS AS (n * 2) STORED, at int4range);\n"
          "CREATE INDEX ix_name ON runs (lower(name));\nCREATE INDEX ix_n ON runs (n) WHERE n > 1;\n"
          "CREATE VIEW latest AS SELECT name FROM runs;\n"
          "CREATE TRIGGER touched BEFORE UPDATE ON runs FOR EACH ROW EXECUTE FUNCTION touch();\n"
          "CREATE POLICY own ON runs USING (id > 0);\n"));
  folder_.write(
      "new.sql",
      "CREATE TYPE kind AS ENUM ('a');\n" +
          schema(
              "'sad', 'ok'", " INCREMENT BY 5", "SELECT x * x", "2026-03-01",
              "CREATE TABLE runs (id bigint NOT NULL PRIMARY KEY, name text DEFAULT 'b' CHECK (name <> 'x'), "
              "n "
              "integer UNIQUE, twice integer GENERATED ALWAYS AS (n * 3) STORED, at int4range, EXCLUDE USING "
              "gist (at WITH &&));\n"
              "CREATE INDEX ix_name ON runs (upper(name));\nCREATE INDEX ix_n ON runs (n) WHERE n > 2;\n"
              "CREATE VIEW latest AS SELECT name, n FROM runs;\n"
              "CREATE TRIGGER touched BEFORE UPDATE OF n ON runs FOR EACH ROW EXECUTE FUNCTION touch();\n"
              "CREATE POLICY own ON runs USING (id > 1);\nCOMMENT ON COLUMN runs.n IS 'count';\n"));
  EXPECT_EQ(
      run("diff old.sql new.sql --dialect postgres").out,
      testing::as_server_writes(
          "postgres: from old.sql to new.sql: 18 changes\n"
          "+ enum kind\n"
          "~ enum mood: values 'sad' -> 'sad', 'ok'\n"
          "~ sequence numbers: increment 1 -> 5\n"
          "~ view latest: definition select runs.name from public.runs -> select runs.name, runs.n from "
          "public.runs\n"
          "~ function area(integer): body select x -> select x * x\n"
          "table logs_1\n"
          "  ~ bound\n"
          "    from FOR VALUES FROM ('2026-01-01') TO ('2026-02-01')\n"
          "    to   FOR VALUES FROM ('2026-01-01') TO ('2026-03-01')\n"
          "table runs\n"
          "  ~ column n: comment none -> count\n"
          "  ~ column name: default 'a'::text -> 'b'::text\n"
          "  ~ column twice: generated as (n * 2) stored -> (n * 3) stored\n"
          "  + primary key\n"
          "  + UNIQUE (n)\n"
          "  - CHECK (name <> ''::text)\n"
          "  + CHECK (name <> 'x'::text)\n"
          "  + EXCLUDE USING gist (at WITH &&)\n"
          "  ~ index ix_n: where (n > 1) -> (n > 2)\n"
          "  ~ index ix_name: columns (lower(name)) -> (upper(name))\n"
          "  ~ trigger touched: definition\n"
          "    from BEFORE UPDATE ON public.runs FOR EACH ROW EXECUTE FUNCTION public.touch()\n"
          "    to   BEFORE UPDATE OF n ON public.runs FOR EACH ROW EXECUTE FUNCTION public.touch()\n"
          "  ~ policy own: using (id > 0) -> (id > 1)\n",
          {"runs"}));
}

// The story of a week: the schema file changes, its revision is generated and applied, production is changed
// by hand, and the difference repairs it.
TEST_F(PostgresAutogenerate, RepairsWhatWasChangedByHandAfterwards) {
  chain_has("CREATE TABLE runs (id bigint PRIMARY KEY, name text NOT NULL);", "DROP TABLE runs;");
  const std::string production = testing::postgres_server().create_database();
  const std::string url = " --url '" + production + "'";
  EXPECT_EQ(run("upgrade" + url).code, 0);
  wanted(
      "CREATE TABLE runs (id bigint PRIMARY KEY, name text NOT NULL, errors integer);\n"
      "CREATE INDEX ix ON runs (errors);\n");
  EXPECT_EQ(run("check").code, 1);
  EXPECT_EQ(generate().code, 0);
  EXPECT_EQ(run("check").code, 0);
  EXPECT_EQ(run("upgrade" + url).code, 0);
  EXPECT_EQ(run("check" + url).code, 0);
  testing::postgres_server().run(production.substr(production.rfind('/') + 1),
                                 "DROP INDEX ix; ALTER TABLE runs ADD COLUMN extra text");
  const Outcome found = run("check" + url);
  EXPECT_EQ(found.code, 5);
  EXPECT_NE(found.out.find("table runs\n  + column extra\n  - index ix\n"), std::string::npos) << found.out;
  EXPECT_NE((found.out + found.err).find("migc --dir m diff --format sql "), std::string::npos)
      << found.out << found.err;
  EXPECT_EQ(run("diff --format sql '" + production + "' chain > repair.sql").code, 1);
  EXPECT_EQ(testing::run_in(folder_, "psql -q -v ON_ERROR_STOP=1 -f repair.sql '" + production + "'").code,
            0);
  EXPECT_EQ(run("check" + url).code, 0);
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

// Each revision is proven before it is written. MIGRATE_YAML_PAIRS says how many. Where a table is replaced,
// a foreign key may refuse the rows of the others.
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
    if (outcome.err.find("violates foreign key constraint") != std::string::npos && outcome.code == 1)
      continue;
    ASSERT_EQ(outcome.code, 0) << outcome.err;
    EXPECT_EQ(outcome.err.find("all of it is SQL"), std::string::npos) << outcome.err;
    expect_nothing_to_do();
  }
}

}  // namespace
}  // namespace migrate
