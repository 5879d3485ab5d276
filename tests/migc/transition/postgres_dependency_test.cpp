// Schemas in which things need each other in ways that the server tells, but that no statement names.

#include <gtest/gtest.h>

#include "migc/compile/compiler.h"
#include "migc/folder/folder.h"
#include "migc/migration_folder.h"
#include "migc/proof/postgres_engine.h"
#include "migc/transition/postgres_pair.h"

namespace migrate::migc {
namespace {

using testing::PostgresPair;

const std::string days =
    "CREATE TABLE of_days (id int PRIMARY KEY);\n"
    "CREATE TABLE days (day date, n int, PRIMARY KEY (day, n)) PARTITION BY RANGE (day);\n"
    "CREATE TABLE days_1 PARTITION OF days FOR VALUES FROM ('2020-01-01') TO ('2021-01-01');\n"
    "CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN new; END';\n";
const std::string trigger = "CREATE TRIGGER t AFTER INSERT ON days FOR EACH ROW EXECUTE FUNCTION f();\n";

TEST(PostgresDependencies, APartitionIsDroppedWithTheKeyAndTheTriggerOfItsParent) {
  EXPECT_EQ(PostgresPair(
                days + trigger +
                    "CREATE TABLE days_2 PARTITION OF days FOR VALUES FROM ('2021-01-01') TO ('2022-01-01');",
                days + trigger)
                .text(),
            "DROP TABLE days_2;\n-- loses: table days_2 is dropped with its rows\n");
}

TEST(PostgresDependencies, APartitionThatOthersReferToIsDetachedFirst) {
  const std::string parent = "CREATE TABLE p (a int PRIMARY KEY) PARTITION BY RANGE (a);\n";
  const std::string other = "CREATE TABLE r (a int REFERENCES p);\n";
  EXPECT_EQ(PostgresPair(parent + "CREATE TABLE p_1 PARTITION OF p FOR VALUES FROM (0) TO (9);\n" + other,
                         parent + other)
                .text(),
            "ALTER TABLE p DETACH PARTITION p_1;\nDROP TABLE p_1;\n"
            "-- loses: table p_1 is dropped with its rows\n");
}

TEST(PostgresDependencies, PartsOfAParentAreDroppedFromItsPartitionsAndColumnsStay) {
  EXPECT_EQ(
      PostgresPair(days + trigger +
                       "ALTER TABLE days ADD CONSTRAINT u UNIQUE (n, day), ADD CONSTRAINT k FOREIGN KEY "
                       "(n) REFERENCES of_days;\nCREATE INDEX i ON days (n);",
                   days)
          .text(),
      "DROP TRIGGER t ON days;\nALTER TABLE days DROP CONSTRAINT k;\n"
      "ALTER TABLE days DROP CONSTRAINT u;\nDROP INDEX i;\n");
}

TEST(PostgresDependencies, AnIndexOfAParentIsMadeOnItsPartitions) {
  EXPECT_EQ(PostgresPair(days, days + "CREATE INDEX i ON days (n);").text(),
            "CREATE INDEX i ON days USING btree (n);\n");
  EXPECT_EQ(PostgresPair(days, days + "CREATE INDEX i ON ONLY days (n);").text(),
            "CREATE INDEX i ON ONLY days USING btree (n);\n");
}

TEST(PostgresDependencies, IndexesOfPartitionsKeepTheirNames) {
  EXPECT_EQ(PostgresPair(days, days + "CREATE INDEX i ON ONLY days (n);\nCREATE INDEX other ON days_1 (n);\n"
                                      "ALTER INDEX i ATTACH PARTITION other;")
                .text(),
            "CREATE INDEX i ON days USING btree (n);\nALTER INDEX days_1_n_idx RENAME TO other;\n");
}

TEST(PostgresDependencies, AnIndexMayLackPartitions) {
  const std::string more =
      "CREATE TABLE days_2 PARTITION OF days FOR VALUES FROM ('2021-01-01') TO ('2022-01-01');\n";
  const std::string index =
      "CREATE INDEX i ON ONLY days USING btree (n);\n"
      "CREATE INDEX other ON days_1 USING btree (n);\n"
      "ALTER INDEX i ATTACH PARTITION other;\n";
  EXPECT_EQ(PostgresPair(days + more, days + more + index).text(), index);
  EXPECT_EQ(PostgresPair(days + more + index, days + more).text(), "DROP INDEX i;\n");
}

TEST(PostgresDependencies, ATableGetsWhatItsParentNeedsBeforeItIsAPartition) {
  const std::string parent = "CREATE TABLE p (a int, b text) PARTITION BY RANGE (a);\n";
  EXPECT_EQ(PostgresPair(parent + "CREATE TABLE p_1 (a int, b varchar(5), c int);",
                         parent + "CREATE TABLE p_1 PARTITION OF p FOR VALUES FROM (0) TO (9);")
                .text(),
            "ALTER TABLE p_1 DROP COLUMN c;\nALTER TABLE p_1 ALTER COLUMN b TYPE text;\n"
            "ALTER TABLE p ATTACH PARTITION p_1 FOR VALUES FROM (0) TO (9);\n"
            "-- loses: column p_1.c is dropped with its values\n");
}

TEST(PostgresDependencies, PartitionsThatReferToEachOtherGetTheirKeysAfterwards) {
  const std::string parents =
      "CREATE TABLE p (a int, UNIQUE (a)) PARTITION BY RANGE (a);\n"
      "CREATE TABLE q (a int, UNIQUE (a)) PARTITION BY RANGE (a);\n";
  const std::string partitions =
      "CREATE TABLE p_1 PARTITION OF p FOR VALUES FROM (0) TO (9);\n"
      "CREATE TABLE q_1 PARTITION OF q FOR VALUES FROM (0) TO (9);\n"
      "ALTER TABLE p_1 ADD CONSTRAINT p_q FOREIGN KEY (a) REFERENCES q_1(a);\n"
      "ALTER TABLE q_1 ADD CONSTRAINT q_p FOREIGN KEY (a) REFERENCES p_1(a);\n";
  EXPECT_EQ(PostgresPair(parents, parents + partitions).text(),
            "CREATE TABLE q_1 PARTITION OF q FOR VALUES FROM (0) TO (9);\n"
            "CREATE TABLE p_1 PARTITION OF p FOR VALUES FROM (0) TO (9);\n"
            "ALTER TABLE p_1 ADD CONSTRAINT p_q FOREIGN KEY (a) REFERENCES q_1(a);\n"
            "ALTER TABLE q_1 ADD CONSTRAINT q_p FOREIGN KEY (a) REFERENCES p_1(a);\n");
  EXPECT_EQ(PostgresPair(parents, parents + "CREATE TABLE r (a int REFERENCES p (a));").text(),
            "CREATE TABLE r (\n  a integer\n);\n"
            "ALTER TABLE r ADD CONSTRAINT r_a_fkey FOREIGN KEY (a) REFERENCES p(a);\n");
}

TEST(PostgresDependencies, APartitionMaySwitchOffATriggerOfItsParent) {
  EXPECT_EQ(PostgresPair(days + trigger, days + trigger + "ALTER TABLE days_1 DISABLE TRIGGER t;").text(),
            "ALTER TABLE days_1 DISABLE TRIGGER t;\n");
  EXPECT_EQ(PostgresPair(days + trigger + "ALTER TABLE days_1 DISABLE TRIGGER t;", days + trigger).text(),
            "ALTER TABLE days_1 ENABLE TRIGGER t;\n");
}

TEST(PostgresDependencies, ACollationIsReplacedUnderItsColumns) {
  const auto schema = [](const std::string& more) {
    return "CREATE COLLATION co (PROVIDER = icu, LOCALE = 'de'" + more +
           ");\nCREATE TABLE t (a text COLLATE co);\nCREATE INDEX i ON t (a);";
  };
  EXPECT_EQ(PostgresPair(schema(""), schema(", DETERMINISTIC = false")).text(),
            "DROP INDEX i;\n"
            "ALTER COLLATION co RENAME TO \"_migrate_old_co\";\n"
            "CREATE COLLATION co (PROVIDER = icu, LOCALE = 'de', DETERMINISTIC = false);\n"
            "ALTER TABLE t ALTER COLUMN a TYPE text COLLATE co;\nCREATE INDEX i ON t USING btree (a);\nDROP "
            "COLLATION \"_migrate_old_co\";\n");
}

TEST(PostgresDependencies, ColumnsOfMaterializedViewsHaveSettings) {
  const std::string view = "CREATE MATERIALIZED VIEW m AS SELECT 'x'::text AS a;\n";
  EXPECT_EQ(
      PostgresPair(view, view + "ALTER MATERIALIZED VIEW m ALTER a SET STATISTICS 50, ALTER a SET STORAGE"
                                " EXTERNAL;")
          .text(),
      "ALTER MATERIALIZED VIEW m ALTER COLUMN a SET STATISTICS 50;\n"
      "ALTER MATERIALIZED VIEW m ALTER COLUMN a SET STORAGE EXTERNAL;\n");
}

TEST(PostgresDependencies, WhatCallsAFunctionByTheSameWordsIsMadeAgain) {
  const std::string table = "CREATE TABLE runs (a int);\n";
  const std::string policy = "CREATE POLICY p ON runs USING (f(a));\n";
  const auto function = [](const std::string& arguments) {
    return "CREATE FUNCTION f(" + arguments + ") RETURNS bool LANGUAGE sql AS 'SELECT true';\n";
  };
  EXPECT_EQ(
      PostgresPair(table + function("a int") + policy, table + function("a int, b int = 1") + policy).text(),
      "DROP POLICY p ON runs;\nDROP FUNCTION f(integer);\n"
      "CREATE OR REPLACE FUNCTION f(a integer, b integer DEFAULT 1)\n RETURNS boolean\n LANGUAGE sql\n"
      "AS $function$SELECT true$function$;\n"
      "CREATE POLICY p ON runs USING (f(a));\n");
}

TEST(PostgresDependencies, APolicyThatAsksAViewOfItsTableIsDroppedByItself) {
  EXPECT_EQ(PostgresPair("CREATE TABLE a (id int);\nCREATE VIEW v AS SELECT id FROM a;\n"
                         "CREATE POLICY p ON a USING (id IN (SELECT id FROM v));",
                         "")
                .text(),
            "DROP POLICY p ON a;\nDROP VIEW v;\nDROP TABLE a;\n"
            "-- loses: table a is dropped with its rows\n");
}

TEST(PostgresDependencies, LimitsOfAnIdentityAreSetBeforeATypeThatIsTooSmallForThem) {
  EXPECT_EQ(PostgresPair("CREATE TABLE t (id bigint GENERATED ALWAYS AS IDENTITY (MAXVALUE 5000000000));",
                         "CREATE TABLE t (id int GENERATED ALWAYS AS IDENTITY);")
                .text(),
            "ALTER TABLE t ALTER COLUMN id SET MAXVALUE 2147483647;\n"
            "ALTER TABLE t ALTER COLUMN id TYPE integer;\n"
            "-- loses: column t.id: values may not fit: bigint -> integer\n");
}

TEST(PostgresDependencies, ARangeBringsItsFunctionsAlong) {
  EXPECT_EQ(
      PostgresPair("", "CREATE SCHEMA s;\nCREATE TYPE s.range AS RANGE (subtype = float8);").text(),
      "CREATE SCHEMA s;\nCREATE TYPE s.range AS RANGE (SUBTYPE = double precision, MULTIRANGE_TYPE_NAME ="
      " s.multirange);\n");
}

TEST(PostgresDependencies, AServerIsReplacedWithItsTables) {
  const auto schema = [](const std::string& wrapper) {
    return "CREATE FOREIGN DATA WRAPPER w1;\nCREATE FOREIGN DATA WRAPPER w2;\nCREATE SERVER s FOREIGN DATA"
           " WRAPPER " +
           wrapper + ";\nCREATE FOREIGN TABLE t (a int) SERVER s;";
  };
  EXPECT_EQ(PostgresPair(schema("w1"), schema("w2")).text(),
            "DROP FOREIGN TABLE t;\nDROP SERVER s;\nCREATE SERVER s FOREIGN DATA WRAPPER w2;\n"
            "CREATE FOREIGN TABLE t (\n  a integer\n) SERVER s;\n");
}

TEST(PostgresDependencies, RowsOfAForeignTableNeedNoValue) {
  const std::string server = "CREATE FOREIGN DATA WRAPPER w;\nCREATE SERVER s FOREIGN DATA WRAPPER w;\n";
  EXPECT_EQ(PostgresPair(server + "CREATE FOREIGN TABLE t (a int) SERVER s;",
                         server + "CREATE FOREIGN TABLE t (a int NOT NULL, b int NOT NULL) SERVER s;")
                .text(),
            "ALTER TABLE t ALTER COLUMN a SET NOT NULL;\nALTER TABLE t ADD COLUMN b integer NOT NULL;\n");
}

TEST(PostgresDependencies, AnExtensionIsMadeAgainWhereItHasNoWayToAVersion) {
  const auto schema = [](const std::string& version) {
    return "CREATE EXTENSION pg_trgm" + version +
           ";\nCREATE TABLE t (a text);\nCREATE INDEX i ON t USING gin (a gin_trgm_ops);";
  };
  EXPECT_EQ(PostgresPair(schema(""), schema(" VERSION '1.3'")).text(),
            "DROP INDEX i;\nDROP EXTENSION pg_trgm;\nCREATE EXTENSION pg_trgm VERSION '1.3';\n"
            "CREATE INDEX i ON t USING gin (a gin_trgm_ops);\n"
            "COMMENT ON EXTENSION pg_trgm IS 'text similarity measurement and index searching based on"
            " trigrams';\n");
}

TEST(PostgresDependencies, AggregatesHavePrivileges) {
  const std::string aggregate = "CREATE AGGREGATE total(int) (sfunc = int4pl, stype = int);\n";
  EXPECT_EQ(PostgresPair(aggregate, aggregate + "GRANT EXECUTE ON FUNCTION total(int) TO pg_monitor;").text(),
            "GRANT EXECUTE ON ROUTINE total(integer) TO pg_monitor;\n");
}

TEST(PostgresDependencies, WhatOnlyAChildSaysIsSeen) {
  const auto schema = [](const std::string& value) {
    return "CREATE TABLE p (a int);\nCREATE TABLE c () INHERITS (p);\nALTER TABLE c ALTER a SET DEFAULT " +
           value + ";";
  };
  EXPECT_EQ(PostgresPair(schema("0"), schema("1")).text(), "ALTER TABLE c ALTER COLUMN a SET DEFAULT 1;\n");
}

TEST(PostgresDependencies, CommentsNameThingsAsTheirStatementDoes) {
  const std::string things =
      "CREATE TABLE t (a int, b int);\nCREATE STATISTICS s ON a, b FROM t;\nCREATE FOREIGN DATA WRAPPER w;\n";
  EXPECT_EQ(
      PostgresPair(things, things + "COMMENT ON STATISTICS s IS 'x';\nCOMMENT ON FOREIGN DATA WRAPPER w IS"
                                    " 'y';")
          .text(),
      "COMMENT ON STATISTICS public.s IS 'x';\nCOMMENT ON FOREIGN DATA WRAPPER w IS 'y';\n");
}

// The server does not know what a body calls.
TEST(PostgresDependencies, AColumnThatRunsAFunctionForTheRowsComesAfterIt) {
  const std::string wrapper =
      "CREATE FUNCTION outer_f() RETURNS int LANGUAGE plpgsql AS 'BEGIN RETURN inner_f(); END';\n"
      "CREATE TABLE t (a int);\nINSERT INTO t VALUES (1);\n";
  PostgresPair pair(wrapper, wrapper +
                                 "CREATE FUNCTION inner_f() RETURNS int LANGUAGE sql AS 'SELECT 1';\n"
                                 "ALTER TABLE t ADD b int DEFAULT outer_f();");
  EXPECT_EQ(pair.text(),
            "CREATE OR REPLACE FUNCTION inner_f()\n RETURNS integer\n LANGUAGE sql\nAS $function$SELECT"
            " 1$function$;\nALTER TABLE t ADD COLUMN b integer DEFAULT outer_f();\n");
}

// The server prints what it reads as another expression.
TEST(PostgresDependencies, AListOfValuesStaysOne) {
  const std::string table =
      "CREATE TABLE t (a varchar(9) CHECK (a IN ('x', 'it''s')), b text GENERATED ALWAYS AS (CASE WHEN a IN"
      " ('x', 'y') THEN 'z' END) STORED);\nCREATE INDEX i ON t (a) WHERE a NOT IN ('x', 'y');\n";
  PostgresPair pair("", table);
  EXPECT_EQ(
      pair.text(),
      "CREATE TABLE t (\n  a character varying(9),\n  b text GENERATED ALWAYS AS (\n"
      "CASE\n    WHEN ((a)::text = ANY ((ARRAY['x'::character varying, 'y'::character varying]::character"
      " varying[])::text[])) THEN 'z'::text\n    ELSE NULL::text\nEND) STORED,\n"
      "  CONSTRAINT t_a_check CHECK (a IN ('x', 'it''s'))\n);\n"
      "CREATE INDEX i ON t USING btree (a) WHERE a NOT IN ('x', 'y');\n");
}

TEST(PostgresDependencies, ATableIsMadeAgainForATypeInItsPartitionKey) {
  const auto schema = [](const std::string& type) {
    return "CREATE TABLE p (a " + type +
           ") PARTITION BY RANGE (a);\nCREATE TABLE p_1 PARTITION OF p FOR VALUES FROM ('a') TO ('b');";
  };
  EXPECT_EQ(PostgresPair(schema("varchar(5)"), schema("text")).text(),
            "DROP TABLE p_1;\nDROP TABLE p;\nCREATE TABLE p (\n  a text\n) PARTITION BY RANGE (a);\n"
            "CREATE TABLE p_1 PARTITION OF p FOR VALUES FROM ('a') TO ('b');\n"
            "-- loses: table p_1 is dropped with its rows\n-- loses: table p is dropped with its rows\n");
}

TEST(PostgresDependencies, ASequenceHasTheOwnerOfItsTable) {
  const std::string table = "CREATE TABLE t (id serial);\nCOMMENT ON TABLE t IS 't';\n";
  const std::string key = "ALTER TABLE t ADD CONSTRAINT k PRIMARY KEY (id);\nCOMMENT ON INDEX k IS 'k';\n";
  EXPECT_EQ(
      PostgresPair(table, table + "ALTER TABLE t OWNER TO pg_monitor;\nGRANT SELECT ON t_id_seq TO PUBLIC;")
          .text(),
      "ALTER TABLE t OWNER TO pg_monitor;\nGRANT SELECT ON SEQUENCE t_id_seq TO PUBLIC;\n");
  EXPECT_EQ(PostgresPair(table + key, table + key + "COMMENT ON INDEX k IS 'new';").text(),
            "COMMENT ON INDEX k IS 'new';\n");
}

// Each database has a server of its own where a schema creates roles.
class PostgresRoles : public ::testing::Test {
 protected:
  Transition reach(const std::string& from, const std::string& to) {
    migrations_.write("migrate.yaml", "dialects: postgres\n");
    migrations_.write("schema.sql", "");
    Diagnostics diagnostics;
    const Folder folder = read_folder(migrations_.dir(), diagnostics, NoRevisions::allowed);
    const auto chain = compile_chain(folder, "chain", diagnostics);
    const auto engine =
        make_postgres_engine(chain->chain(), {.migrations = folder.dir, .schemas = {from, to}});
    const auto before = engine->make_database(), after = engine->make_database();
    before->execute(from);
    after->execute(to);
    const auto wanted = make_wanted_schema(Dialect::postgres, PostgresPair::settings());
    wanted->remember(*after);
    TransitionRequest request;
    request.on_loss = OnLoss::list;
    return wanted->reach(*before, request);
  }

  testing::MigrationFolder migrations_;
};

TEST_F(PostgresRoles, AreCreatedWhereTheyMayBeMissingAndNeverDropped) {
  const std::string table = "CREATE TABLE t (a int);\n";
  EXPECT_EQ(testing::text_of(reach("CREATE ROLE team; CREATE ROLE old;" + table,
                                   "CREATE ROLE team LOGIN; CREATE ROLE app; GRANT team TO app;" + table +
                                       "GRANT SELECT ON t TO app;")),
            "ALTER ROLE team NOSUPERUSER INHERIT NOCREATEROLE NOCREATEDB LOGIN NOREPLICATION NOBYPASSRLS"
            " CONNECTION LIMIT -1;\n"
            "DO $$ BEGIN CREATE ROLE app; EXCEPTION WHEN duplicate_object THEN NULL; END $$;\n"
            "GRANT team TO app;\nGRANT SELECT ON t TO app;\n");
}

}  // namespace
}  // namespace migrate::migc
