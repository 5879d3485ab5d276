// Snapshots of chains on PostgreSQL: which chains have one, and that the database that it makes is the one
// that the revisions make.

#include "migc/snapshot/postgres_snapshot.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <stdlib.h>

#include <optional>
#include <pqxx/connection>
#include <pqxx/nontransaction>

#include "migc/catalogue/difference.h"
#include "migc/catalogue/postgres_catalogue.h"
#include "migc/compile/compiler.h"
#include "migc/dump/postgres_dump.h"
#include "migc/migration_folder.h"
#include "migc/proof/postgres_engine.h"
#include "migc/scratch/library_tables.h"
#include "migc/snapshot/folder_snapshots.h"
#include "migrate/migrator.h"
#include "migrate/observer.h"
#include "migrate/postgres.h"
#include "support/postgres_server.h"

namespace migrate::migc {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

namespace {

using Upgrades = std::vector<std::string>;

// r1 <- r2 <- ..., in files: the statements of the first one begin in line 6.
class ChainInFiles {
 public:
  explicit ChainInFiles(const Upgrades& upgrades, const std::string& settings = "",
                        const std::string& header = "") {
    folder_.write("migrate.yaml", "dialects: postgres\n" + settings);
    for (std::size_t i = 1; i <= upgrades.size(); ++i)
      folder_.revision("r" + std::to_string(i), i == 1 ? "none" : "r" + std::to_string(i - 1),
                       header + "-- irreversible: a test\n",
                       "-- migrate: upgrade\n" + upgrades[i - 1] + "\n");
    Diagnostics diagnostics;
    chain_ = compile_chain(read_folder(folder_.dir(), diagnostics), "chain", diagnostics);
    for (const Diagnostic& mistake : diagnostics.sorted())
      ADD_FAILURE() << mistake.path << ':' << mistake.line << ": " << mistake.message;
  }

  core::OwnedChain& owned() { return *chain_; }
  const Chain& chain() const { return chain_->chain(); }

 private:
  testing::MigrationFolder folder_;
  std::optional<core::OwnedChain> chain_;
};

Snapshot snapshot_of(ChainInFiles& chain) {
  const auto engine_for = [](Dialect, const Chain& each) {
    PostgresRequest request;
    request.url = testing::postgres_server().url("postgres");
    return make_postgres_engine(each, request);
  };
  return make_postgres_snapshot(engine_for, chain.owned(), "m");
}

std::string why_not(const Upgrades& upgrades, const std::string& settings = "",
                    const std::string& header = "") {
  ChainInFiles chain(upgrades, settings, header);
  return snapshot_of(chain).why_not;
}

class Database {
 public:
  explicit Database(std::string schema = "public") : schema_(std::move(schema)) {
    if (schema_ != "public") run("CREATE SCHEMA \"" + schema_ + '"');
  }

  void run(const std::string& sql) const {
    pqxx::connection connection(url_);
    pqxx::nontransaction(connection).exec(sql);
  }
  std::string ask(const std::string& query) const {
    pqxx::connection connection(url_);
    return pqxx::nontransaction(connection).exec(query)[0][0].c_str();
  }
  Report replay(const Chain& chain) const {
    Observer wants_steps;
    return up(chain, &wants_steps);
  }
  Report load(const Chain& chain) const { return up(chain, nullptr); }
  // Schema, rows and sequences.
  std::string content() const {
    return dump_postgres({.url = url_,
                          .version_schema = schema_,
                          .own_tables = library_tables("migrate_version"),
                          .content = DumpContent::schema_and_rows});
  }
  SchemaCatalogue schema() const {
    PostgresQuestions questions(url_, PostgresQuestions::Plans::dropped);
    return PostgresCatalogueReader(library_tables("migrate_version"), schema_).read(questions);
  }

 private:
  Report up(const Chain& chain, Observer* observer) const {
    PostgresConnection connection(url_);
    Options options;
    options.observer = observer;
    options.schema = schema_;
    return upgrade(connection, chain, options);
  }

  std::string url_ = testing::postgres_server().create_database();
  std::string schema_;
};

// Each kind of thing that a copy can lose.
const Upgrades& hard_to_copy() {
  static const Upgrades upgrades = {
      "CREATE EXTENSION citext;\n"
      "CREATE TYPE mood AS ENUM ('sad', 'it''s');\n"
      "CREATE DOMAIN pos AS int CHECK (value > 0);\n"
      "CREATE TYPE pair AS (a int, b text);\n"
      "CREATE COLLATION mine (provider = libc, locale = 'C');",
      "CREATE TABLE parent (id int PRIMARY KEY, child int NOT NULL);\n"
      "CREATE TABLE child (id int PRIMARY KEY, parent int NOT NULL REFERENCES parent DEFERRABLE INITIALLY "
      "DEFERRED);\n"
      "ALTER TABLE parent ADD FOREIGN KEY (child) REFERENCES child DEFERRABLE INITIALLY DEFERRED;\n"
      "INSERT INTO parent VALUES (1, 2);\nINSERT INTO child VALUES (2, 1);",
      "CREATE TABLE tree (id int PRIMARY KEY, above int REFERENCES tree, label citext);\n"
      "INSERT INTO tree VALUES (3, NULL, 'Root'), (2, 3, 'x'), (1, 2, 'y');",
      "CREATE TABLE numbered (id bigserial PRIMARY KEY, always int GENERATED ALWAYS AS IDENTITY (START 7),\n"
      "  by_default int GENERATED BY DEFAULT AS IDENTITY, twice int GENERATED ALWAYS AS (id * 2) STORED);\n"
      "INSERT INTO numbered DEFAULT VALUES;\nINSERT INTO numbered DEFAULT VALUES;\n"
      "DELETE FROM numbered WHERE id = 1;\n"
      "CREATE SEQUENCE \"Odd Seq\" INCREMENT 5 MINVALUE 3 CYCLE MAXVALUE 30;\n"
      "SELECT nextval('\"Odd Seq\"');\nCREATE SEQUENCE untouched;",
      "CREATE TABLE \"T x\" (m mood DEFAULT 'sad', d pos, p pair, f float8, r real, n numeric, b bytea, j "
      "jsonb,\n"
      "  i interval, t timestamptz, a text[], \"c\"\"d\" text COLLATE mine, e tsvector, u uuid, o boolean);\n"
      "INSERT INTO \"T x\" VALUES ('it''s', 1, '(1,\"a,b\")', 0.1, 0.1, 1e40, '\\x00ff', '{\"a\": [1, "
      "null]}',\n"
      "  '-1 year 2 days -00:00:01', '2026-01-01 12:00+05', '{a,NULL,\"\"}', E'a\\nb\\\\c''\\u00e9', 'a:1 "
      "b', NULL,\n"
      "  true), (DEFAULT, NULL, NULL, 'NaN', '-Infinity', 'NaN', '', 'null', '0', 'infinity', '{}', '', '', "
      "NULL,\n"
      "  NULL), (NULL, 3, NULL, 5e-324, 1e-45, 0.10, NULL, '\"\\\\restrict\"', NULL, '-infinity', NULL,\n"
      "  E'a\\n\\\\restrict x\\n\\\\unrestrict x\\nb;\\n-- migrate: downgrade', NULL, NULL, NULL);",
      "CREATE TABLE nothing ();\nINSERT INTO nothing DEFAULT VALUES;\nINSERT INTO nothing DEFAULT VALUES;\n"
      "CREATE TABLE parts (k int, v text DEFAULT 'v') PARTITION BY LIST (k);\n"
      "CREATE TABLE parts_1 PARTITION OF parts FOR VALUES IN (1);\n"
      "CREATE TABLE parts_rest PARTITION OF parts DEFAULT;\n"
      "INSERT INTO parts (k) VALUES (1), (2), (NULL);\n"
      "CREATE TABLE below (x int) INHERITS (tree);\nINSERT INTO below VALUES (9, NULL, 'b', 1);",
      "SET check_function_bodies = false;\nCREATE FUNCTION later(int) RETURNS bigint LANGUAGE sql AS 'SELECT "
      "count(*) FROM made_later';\n"
      "CREATE TABLE made_later (id int DEFAULT later(1));\n"
      "CREATE FUNCTION atomic() RETURNS bigint LANGUAGE sql BEGIN ATOMIC SELECT count(*) FROM made_later; "
      "END;\n"
      "CREATE FUNCTION shout() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN\n"
      "  INSERT INTO made_later VALUES (99); RETURN new; END $$;\n"
      "CREATE VIEW seen AS SELECT id, label FROM tree;\n"
      "CREATE MATERIALIZED VIEW kept AS SELECT id FROM tree;\nREFRESH MATERIALIZED VIEW kept;\n"
      "CREATE MATERIALIZED VIEW hollow AS SELECT id FROM tree WITH NO DATA;\n"
      "CREATE INDEX ON kept (id);\nCREATE TABLE copied AS SELECT id, label FROM tree ORDER BY id;\n"
      "CREATE AGGREGATE total(int) (SFUNC = int4pl, STYPE = int4, INITCOND = '0');",
      "CREATE TRIGGER shouts AFTER INSERT ON tree FOR EACH ROW EXECUTE FUNCTION shout();\n"
      "INSERT INTO tree VALUES (4, 1, 'z');\n"
      "CREATE RULE quiet AS ON DELETE TO made_later DO INSTEAD NOTHING;\n"
      "ALTER TABLE tree ENABLE ROW LEVEL SECURITY;\nALTER TABLE tree FORCE ROW LEVEL SECURITY;\n"
      "CREATE POLICY own ON tree FOR SELECT TO PUBLIC USING (id > 0);\n"
      "CREATE STATISTICS st ON k, v FROM parts;\nCREATE PUBLICATION pu FOR TABLE tree;\n"
      "COMMENT ON COLUMN tree.label IS 'it''s';\nALTER TABLE tree REPLICA IDENTITY FULL;\n"
      "CREATE UNLOGGED TABLE fast (id int);\nREFRESH MATERIALIZED VIEW kept;",
  };
  return upgrades;
}

void expect_same(const Database& one, const Database& other) {
  EXPECT_EQ(other.content(), one.content());
  EXPECT_THAT(differences(one.schema(), other.schema()), IsEmpty());
}

}  // namespace

TEST(PostgresSnapshotMaker, MakesWhatTheRevisionsMake) {
  ChainInFiles chain(hard_to_copy());
  const Snapshot snapshot = snapshot_of(chain);
  ASSERT_EQ(snapshot.why_not, "");
  EXPECT_THAT(snapshot.origin, HasSubstr("PostgreSQL "));
  for (const std::string schema : {"public", "Tenant 1"}) {
    const Database replayed(schema), loaded(schema);
    EXPECT_FALSE(replayed.replay(chain.chain()).from_snapshot);
    EXPECT_TRUE(loaded.load(chain.chain()).from_snapshot);
    expect_same(replayed, loaded);
    const std::string in = "\"" + schema + "\".";
    EXPECT_EQ(loaded.ask("SELECT nextval('" + in + "\"Odd Seq\"')"), "8");
    EXPECT_EQ(loaded.ask("SELECT nextval('" + in + "untouched')"), "1");
    EXPECT_EQ(loaded.ask("INSERT INTO " + in + "numbered DEFAULT VALUES RETURNING concat(id, always)"), "39");
    EXPECT_EQ(loaded.ask("SELECT count(*) FROM " + in + "made_later"), "1");
    EXPECT_EQ(loaded.ask("SELECT count(*) FROM " + in + "nothing"), "2");
  }
}

TEST(PostgresSnapshotMaker, IsTheSameEachTime) {
  ChainInFiles one(hard_to_copy()), other(hard_to_copy());
  EXPECT_EQ(snapshot_of(one).statements, snapshot_of(other).statements);
}

TEST(PostgresSnapshotMaker, NamesNoSchema) {
  ChainInFiles chain(hard_to_copy(), "schema: app\n");
  const Snapshot snapshot = snapshot_of(chain);
  EXPECT_EQ(snapshot.why_not, "");
  for (const std::string name : {"migrate_snapshot", "public.", "app."})
    EXPECT_THAT(snapshot.statements, Not(Contains(HasSubstr(name))));
}

TEST(PostgresSnapshotMaker, JoinsRowsOfATable) {
  ChainInFiles chain({"CREATE TABLE t (id int);\nINSERT INTO t SELECT generate_series(1, 1200);"});
  const Snapshot snapshot = snapshot_of(chain);
  EXPECT_THAT(snapshot.statements,
              ElementsAre("SET check_function_bodies = false", "SET xmloption = content",
                          "CREATE TABLE t (\n    id integer\n)", HasSubstr("INSERT INTO t VALUES (1),\n (2)"),
                          HasSubstr("VALUES (501)"), HasSubstr("VALUES (1001)")));
}

TEST(PostgresSnapshotMaker, ToleratesAnExtensionThatIsThere) {
  ChainInFiles chain({"CREATE EXTENSION IF NOT EXISTS citext;\nCREATE TABLE t (name citext);"});
  const Snapshot snapshot = snapshot_of(chain);
  ASSERT_EQ(snapshot.why_not, "");
  // It may belong to another role.
  EXPECT_THAT(snapshot.statements, Not(Contains(HasSubstr("COMMENT ON EXTENSION"))));
  const Database replayed, loaded;
  for (const Database* each : {&replayed, &loaded}) each->run("CREATE EXTENSION citext");
  replayed.replay(chain.chain());
  EXPECT_TRUE(loaded.load(chain.chain()).from_snapshot);
  expect_same(replayed, loaded);
}

TEST(PostgresSnapshotMaker, ReplacesRevisionsOutsideATransaction) {
  ChainInFiles chain({"CREATE TABLE t (id int);"}, "", "");
  ChainInFiles outside({"CREATE TABLE t (id int);\nCREATE INDEX CONCURRENTLY i ON t (id);"}, "",
                       "-- transaction: none\n");
  EXPECT_EQ(snapshot_of(chain).why_not, "");
  EXPECT_EQ(snapshot_of(outside).why_not, "");
  const Database loaded;
  EXPECT_TRUE(loaded.load(outside.chain()).from_snapshot);
}

// What the text of a statement tells.
TEST(PostgresSnapshotMaker, IsRefusedWithThePlace) {
  const std::string roles = "the statement names roles, which differ from server to server";
  const std::string schema = "the statement names a schema, and the program may use another one";
  const std::string server = "the statement concerns the whole server, not one schema";
  const std::vector<std::pair<std::string, std::string>> refused = {
      {"DO $$ BEGIN NULL; END $$", "DO runs code whose result may depend on the database"},
      {"GRANT SELECT ON t TO PUBLIC", roles},
      {"REVOKE SELECT ON t FROM PUBLIC", roles},
      {"ALTER TABLE t OWNER TO CURRENT_USER", roles},
      {"ALTER DEFAULT PRIVILEGES GRANT SELECT ON TABLES TO PUBLIC", roles},
      {"CREATE ROLE snapshot_role", roles},
      {"SET ROLE postgres", roles},
      {"SET LOCAL SESSION AUTHORIZATION postgres", roles},
      {"REASSIGN OWNED BY postgres TO postgres", roles},
      {"CREATE POLICY p ON t TO postgres", roles},
      {"DROP OWNED BY postgres", roles},
      {"ALTER TABLE t OWNER TO postgres", roles},
      {"IMPORT FOREIGN SCHEMA x FROM SERVER y INTO z", schema},
      {"SET SCHEMA 'x'", schema},
      {"COMMENT ON ROLE postgres IS 'x'", server},
      {"ALTER DATABASE postgres SET work_mem = '1MB'", server},
      {"PREPARE q AS SELECT 1", "migc cannot judge what a prepared statement does"},
      {"CREATE SCHEMA other", schema},
      {"ALTER TABLE t SET SCHEMA pg_temp", schema},
      {"CREATE EXTENSION citext SCHEMA pg_catalog", schema},
      {"SET search_path = pg_temp", schema},
      {"COMMENT ON SCHEMA public IS 'x'", schema},
      {"COMMENT ON DATABASE postgres IS 'x'", server},
      {"ALTER TABLE public.t ADD b int",
       "the schema \"public\" is named, and the program may use another one"},
      {"INSERT INTO t SELECT id FROM \"public\".t",
       "the schema \"public\" is named, and the program may use another one"},
      {"CALL p()", "CALL runs code whose result may depend on the database"},
      {"COPY t FROM '/dev/null'", "COPY reads rows from outside the folder"},
  };
  for (const auto& [statement, reason] : refused)
    EXPECT_EQ(why_not({"CREATE TABLE t (id int);\n" + statement + ";"}), "m/versions/r1.sql:7: " + reason);
}

TEST(PostgresSnapshotMaker, ToleratesWhatLooksLikeIt) {
  EXPECT_EQ(why_not({"CREATE TABLE t (id int, owner text, role text, schema text, now text, public text);\n"
                     "INSERT INTO t VALUES (1, 'x GRANT y', 'public.t', 'now()', 'CURRENT_DATE', 'x');\n"
                     "UPDATE t SET public = t.owner WHERE t.public = 'x';\n"
                     "CREATE TABLE version (id int);\nINSERT INTO version (id) VALUES (1);\n"
                     "ALTER TABLE t ADD at timestamptz DEFAULT '2026-01-01';\n"
                     "ALTER TABLE version RENAME TO versions;\nCREATE SEQUENCE s OWNED BY t.id;\n"
                     "CREATE POLICY p ON t TO PUBLIC;\nALTER POLICY p ON t RENAME TO q;"}),
            "");
}

// What writes rows with other values on another day.
TEST(PostgresSnapshotMaker, IsRefusedWhereRowsAreWrittenWithWhatVaries) {
  const std::string table =
      "CREATE TABLE t (id int, at date, name text DEFAULT '');\nINSERT INTO t VALUES (1);\n";
  const auto varies = [](const std::string& what) {
    return "m/versions/r1.sql:8: " + what + " is not immutable, and writes rows";
  };
  const std::vector<std::pair<std::string, std::string>> refused = {
      {"INSERT INTO t VALUES (1, now())", varies("now()")},
      {"INSERT INTO t VALUES (1, '2026-01-01'), (2, CURRENT_DATE)", varies("current_date")},
      {"UPDATE t SET name = current_user", varies("current_user")},
      {"DELETE FROM t WHERE id > random()", varies("random()")},
      {"DELETE FROM t WHERE id < random()", varies("random()")},
      {"DELETE FROM t WHERE at < current_date", varies("current_date")},
      {"INSERT INTO t SELECT 2 WHERE current_date < '2000-01-01'", varies("current_date")},
      {"WITH x AS (SELECT gen_random_uuid() AS y) UPDATE t SET name = x.y::text FROM x",
       varies("gen_random_uuid()")},
      {"UPDATE t SET name = age(at)::text", varies("age()")},
      {"CREATE TABLE u AS SELECT clock_timestamp() AS x", varies("clock_timestamp()")},
      {"CREATE MATERIALIZED VIEW u AS SELECT version() AS x", varies("version()")},
      {"SELECT lo_create(5)", varies("lo_create()")},
      {"ALTER TABLE t ADD since date DEFAULT CURRENT_DATE", varies("current_date")},
      {"ALTER TABLE t ALTER at TYPE text USING current_database()", varies("current_database()")},
      {"INSERT INTO t VALUES (1, 'Today')",
       "m/versions/r1.sql:8: 'today' is another value each day, and writes rows"},
      {"INSERT INTO t SELECT 1, NULL, relname FROM pg_class",
       "m/versions/r1.sql:8: rows are made of pg_class, which differs from server to server"},
      {"INSERT INTO t SELECT 1, NULL, table_name FROM information_schema.tables",
       varies("has_any_column_privilege()")},
  };
  for (const auto& [statement, reason] : refused) EXPECT_EQ(why_not({table + statement + ";"}), reason);
}

// What no text of the statement shows.
TEST(PostgresSnapshotMaker, IsRefusedForDefaultsFunctionsAndTriggers) {
  EXPECT_EQ(
      why_not({"CREATE TABLE t (id int, at date DEFAULT CURRENT_DATE);", "INSERT INTO t (id) VALUES (1);"}),
      "m/versions/r2.sql:6: current_date is not immutable, and writes rows");
  EXPECT_EQ(
      why_not({"CREATE FUNCTION mine() RETURNS int LANGUAGE sql AS 'SELECT 1';\nCREATE TABLE t (id int);",
               "INSERT INTO t VALUES (mine());"}),
      "m/versions/r2.sql:6: mine() is not immutable, and writes rows");
  const std::string trigger =
      "CREATE TABLE up (id int PRIMARY KEY);\n"
      "CREATE TABLE t (id int REFERENCES up ON DELETE CASCADE, at date);\n"
      "CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN\n"
      "  INSERT INTO up VALUES (extract(year FROM current_date)); RETURN old; END $$;\n"
      "CREATE TRIGGER touches AFTER DELETE ON t FOR EACH ROW EXECUTE FUNCTION touch();\n"
      "INSERT INTO up VALUES (1);\nINSERT INTO t VALUES (1);";
  EXPECT_EQ(why_not({trigger, "DELETE FROM t;"}),
            "m/versions/r2.sql:6: the trigger touches fires: current_date is not immutable, and writes rows");
  EXPECT_EQ(why_not({trigger, "DELETE FROM up;"}),
            "m/versions/r2.sql:6: the trigger touches fires: current_date is not immutable, and writes rows");
  EXPECT_EQ(why_not({trigger, "INSERT INTO t VALUES (1);"}), "");
  EXPECT_EQ(why_not({"CREATE TABLE p (id int, at date) PARTITION BY LIST (id);\n"
                     "CREATE TABLE p1 PARTITION OF p DEFAULT;\n"
                     "CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS\n"
                     "  'BEGIN new.at := current_date; RETURN new; END';\n"
                     "CREATE TRIGGER touches BEFORE INSERT ON p1 FOR EACH ROW EXECUTE FUNCTION touch();",
                     "INSERT INTO p VALUES (1);"}),
            "m/versions/r2.sql:6: the trigger touches fires: current_date is not immutable, and writes rows");
}

TEST(PostgresSnapshotMaker, ToleratesWhatVariesWhereNoRowIsWritten) {
  EXPECT_EQ(
      why_not({"CREATE TABLE t (id int DEFAULT 1, at timestamptz DEFAULT now());\n"
               "ALTER TABLE t ADD u uuid DEFAULT gen_random_uuid();\n"
               "INSERT INTO t VALUES (1, '2026-01-01', NULL);\n"
               "ALTER TABLE t ALTER id SET DEFAULT extract(year FROM now());\n"
               "CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN\n"
               "  new.at := now(); RETURN new; END $$;\n"
               "CREATE TRIGGER touches BEFORE UPDATE ON t FOR EACH ROW EXECUTE FUNCTION touch();\n"
               "CREATE TABLE u (\"user\" text);\nINSERT INTO u SELECT x.user FROM u x;\n"
               "INSERT INTO t SELECT length('abc'), date_trunc('day', timestamp '2026-01-01 10:00'), NULL\n"
               "  FROM generate_series(1, 2);\n"
               "CREATE VIEW v AS SELECT now() AS x;\nCREATE INDEX ON t (lower(u::text));"}),
      "");
}

// A change of data for old databases.
TEST(PostgresSnapshotMaker, ToleratesWhatVariesWhereTablesAreEmpty) {
  const std::string tables = "CREATE TABLE t (id int, at date);\nCREATE TABLE u (id int, at date);\n";
  const std::string changes =
      "INSERT INTO u SELECT id, current_date FROM t;\nUPDATE t SET at = now() WHERE id = 1;\n"
      "DELETE FROM t USING u WHERE t.at < now();";
  EXPECT_EQ(why_not({tables + changes, changes + "\nINSERT INTO t VALUES (1, '2026-01-01');"}), "");
  const std::string varies = "m/versions/r1.sql:8: current_date is not immutable, and writes rows";
  // An aggregate without rows is one row.
  EXPECT_EQ(why_not({tables + "INSERT INTO u SELECT count(*), current_date FROM t;"}), varies);
  EXPECT_EQ(why_not({tables + "INSERT INTO u SELECT count(*), current_date FROM t;\nSELECT 1;"}), varies);
  EXPECT_EQ(why_not({tables + "INSERT INTO u SELECT x, current_date FROM generate_series(1, 2) x;"}), varies);
  // What is counted ends with its transaction.
  EXPECT_EQ(why_not({tables + "INSERT INTO u SELECT id, current_date FROM t;\nSELECT 1;"}, "",
                    "-- transaction: none\n"),
            "m/versions/r1.sql:9: current_date is not immutable, and writes rows");
}

TEST(PostgresSnapshotMaker, IsRefusedWhereASecondReplayDiffers) {
  EXPECT_EQ(
      why_not({"CREATE TABLE t (id int, name text);\nINSERT INTO t VALUES (1, (date '2026-01-02')::text);"}),
      "the rows of t differs when the revisions run again, with other settings");
  EXPECT_EQ(why_not({"CREATE TABLE t (id int PRIMARY KEY);\nCREATE TABLE u (n serial, id int);\n"
                     "INSERT INTO t VALUES (2), (1);\nINSERT INTO u (id) SELECT id FROM t;"}),
            "the rows of u differs when the revisions run again, with other settings");
}

TEST(PostgresSnapshotMaker, IsRefusedWhereTheCopyDiffers) {
  // Filled before its table got another row.
  EXPECT_THAT(
      why_not({"CREATE TABLE t (id int);\nCREATE MATERIALIZED VIEW m AS SELECT count(*) AS n FROM t;\n"
               "CREATE TABLE n AS SELECT 1 AS x;\nINSERT INTO t VALUES (1);"}),
      HasSubstr("the rows of m cannot be written as statements that make the same"));
}

// Where the text does not show it: a keyword in quotes is none.
TEST(PostgresSnapshotMaker, IsRefusedForObjectsInAnotherSchema) {
  EXPECT_EQ(why_not({"SET \"search_path\" = 'public';\nCREATE TABLE t (id int);"}),
            "the revisions create objects in the schema \"public\", whatever schema the program uses");
}

TEST(PostgresSnapshotMaker, IsRefusedForAFunctionThatNamesTheSchema) {
  EXPECT_EQ(
      why_not({"CREATE FUNCTION f() RETURNS int LANGUAGE sql SET search_path FROM CURRENT AS 'SELECT 1';"}),
      "CREATE FUNCTION f() RETURNS integer names its schema, and the program may use another one");
}

// The rows of a table whose check reads another one come too early.
TEST(PostgresSnapshotMaker, IsRefusedWhereItCannotBeLoaded) {
  EXPECT_EQ(
      why_not({"CREATE TABLE z (id int);\nCREATE FUNCTION known(int) RETURNS boolean LANGUAGE sql AS\n"
               "  'SELECT EXISTS (SELECT FROM z WHERE id = $1)';\n"
               "CREATE TABLE a (id int CHECK (known(id)));\nINSERT INTO z VALUES (1);\n"
               "INSERT INTO a VALUES (1);"}),
      "its statements cannot be loaded: new row for relation \"a\" violates check constraint \"a_id_check\""
      " (Failing row contains (1).)");
}

TEST(PostgresSnapshotMaker, IsRefusedWhereARevisionFails) {
  EXPECT_EQ(why_not({"CREATE TABLE t (id int);\nINSERT INTO t VALUES ('x');"}),
            "m/versions/r1.sql:7: the statement fails: invalid input syntax for type integer: \"x\"");
}

TEST(PostgresSnapshotMaker, IsRefusedForCPlusPlusSteps) {
  EXPECT_EQ(why_not({"CREATE TABLE t (id int);\n-- migrate: call fill"}),
            "m/versions/r1.sql:7: the C++ step fill is not known to migc");
}

// The file that is committed, and what a build makes of it.
class PostgresSnapshotFile : public ::testing::Test {
 protected:
  PostgresSnapshotFile() {
    ::setenv("MIGRATE_VERIFY_POSTGRES_URL", testing::postgres_server().url("postgres").c_str(), 1);
    files_.write("migrate.yaml", "dialects: postgres\nsnapshot: on\n");
    revision("a", "none",
             "CREATE TABLE t (id int, a text DEFAULT E'\\r''\\\\');\n"
             "INSERT INTO t VALUES (1, E'a\\r\\nb\\\\''\\n'), (2, '\\');");
  }
  ~PostgresSnapshotFile() override { ::unsetenv("MIGRATE_VERIFY_POSTGRES_URL"); }

  void revision(const std::string& id, const std::string& parent, const std::string& upgrade) const {
    files_.revision(id, parent, "-- irreversible: a test\n", "-- migrate: upgrade\n" + upgrade + "\n");
  }
  Folder folder() const {
    Diagnostics diagnostics;
    return read_folder(files_.dir(), diagnostics);
  }
  core::OwnedChain compile() const {
    Diagnostics diagnostics;
    return *compile_chain(folder(), "chain", diagnostics);
  }
  std::string text() const {
    core::OwnedChain chain = compile();
    return make_snapshot_file(folder(), chain, "").text;
  }
  void write(const std::string& text) const { files_.write("snapshot.postgres.sql", text); }
  // As the build does.
  std::vector<std::string> notes() const {
    core::OwnedChain chain = compile();
    return shortened(add_snapshots(folder(), chain, ""));
  }
  std::string finding() const { return files_.shortened(snapshot_finding(folder(), compile().chain())); }
  std::vector<std::string> shortened(std::vector<std::string> lines) const {
    for (std::string& line : lines) line = files_.shortened(line);
    return lines;
  }
  static std::string note(const std::string& reason) {
    return "postgres: no snapshot: " + reason + "; write it: migc --dir D dump --snapshot";
  }

  testing::MigrationFolder files_;
};

TEST_F(PostgresSnapshotFile, IsCompiledIn) {
  EXPECT_EQ(finding(), note("there is no D/snapshot.postgres.sql"));
  EXPECT_THAT(notes(), ElementsAre(note("there is no D/snapshot.postgres.sql")));
  write(text());
  EXPECT_EQ(finding(), "postgres: the snapshot in D/snapshot.postgres.sql is up to date");
  core::OwnedChain chain = compile();
  EXPECT_THAT(add_snapshots(folder(), chain, ""), IsEmpty());
  EXPECT_THAT(chain.snapshot_origins(), ElementsAre(HasSubstr("PostgreSQL ")));
  const Database replayed, loaded;
  replayed.replay(chain.chain());
  EXPECT_TRUE(loaded.load(chain.chain()).from_snapshot);
  expect_same(replayed, loaded);
}

TEST_F(PostgresSnapshotFile, HoldsForOneChain) {
  write(text());
  revision("b", "a", "CREATE TABLE u (id int);");
  EXPECT_THAT(notes(), ElementsAre(note("D/snapshot.postgres.sql was written for another chain")));
  EXPECT_EQ(finding(), notes()[0]);
}

TEST_F(PostgresSnapshotFile, IsNotUsedOnceItWasChanged) {
  const std::string original = text();
  std::string changed = original;
  changed.replace(changed.find("(2,"), 3, "(3,");
  write(changed);
  EXPECT_THAT(notes(), ElementsAre(note("D/snapshot.postgres.sql was changed after it was written")));
  write("CREATE TABLE t (id int);\n");
  EXPECT_THAT(notes(), ElementsAre(note("D/snapshot.postgres.sql is not a snapshot")));
  std::string with_crlf;
  for (const char c : original) with_crlf += c == '\n' ? "\r\n" : std::string(1, c);
  write(with_crlf);
  EXPECT_THAT(notes(), IsEmpty());
}

TEST_F(PostgresSnapshotFile, IsForFoldersThatAskForIt) {
  write("anything");
  for (const std::string settings : {"", "snapshot: off\n"}) {
    files_.write("migrate.yaml", "dialects: postgres\n" + settings);
    core::OwnedChain chain = compile();
    EXPECT_THAT(add_snapshots(folder(), chain, ""), IsEmpty());
    EXPECT_THAT(chain.snapshot_origins(), IsEmpty());
    EXPECT_EQ(finding(), "");
  }
}

}  // namespace migrate::migc
