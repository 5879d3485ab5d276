#include <gtest/gtest.h>

#include <filesystem>
#include <memory>
#include <vector>

#include "migc/rows/row_maker_test.h"
#include "migc/scratch/postgres_scratch.h"
#include "migc/scratch/shared_postgres_places.h"
#include "support/temporary_folder.h"

namespace migrate::migc {
namespace {

class PostgresRowMakerTest : public RowMakerTest {
 protected:
  static void SetUpTestSuite() {
    folder_ = std::make_unique<testing::TemporaryFolder>();
    std::filesystem::permissions(folder_->path(), std::filesystem::perms(0755));
    auto cluster = std::make_unique<PostgresCluster>(std::vector{folder_->file("cluster")}, TellLine());
    engine_ = std::make_unique<PostgresScratch>(std::make_unique<SharedPostgresPlaces>(std::move(cluster)),
                                                std::vector<std::string>{"app"}, PostgresCatalogueReader());
  }
  static void TearDownTestSuite() {
    engine_.reset();
    folder_.reset();
  }
  void SetUp() override { use(*engine_); }

 private:
  static inline std::unique_ptr<testing::TemporaryFolder> folder_;
  static inline std::unique_ptr<PostgresScratch> engine_;
};

TEST_F(PostgresRowMakerTest, ValuesFollowFromTheTypes) {
  run("CREATE TYPE state AS ENUM ('open', 'done');"
      "CREATE TABLE t (i int2 NOT NULL, n numeric(3, 1) NOT NULL, b bool NOT NULL, v varchar(4) NOT NULL,"
      " c char(2) NOT NULL, x bytea NOT NULL, d date NOT NULL, s timestamptz NOT NULL, u uuid NOT NULL,"
      " j jsonb NOT NULL, e state NOT NULL, l interval NOT NULL)");
  EXPECT_EQ(
      fill(),
      "t 9001 10.3 true '9028' '37' E'\\\\x6d616465557039303436' '2001-02-12' '2001-02-21 03:04:05+00' "
      "'00000000-0000-4000-8000-000000009073' '{\"madeUp\": 9082}' 'open' '02:30:03'\n"
      "t 9002 11.3 false '9029' '38' E'\\\\x6d616465557039303437' '2001-02-13' '2001-02-22 03:04:05+00' "
      "'00000000-0000-4000-8000-000000009074' '{\"madeUp\": 9083}' 'done' '02:30:04'\n");
}

TEST_F(PostgresRowMakerTest, OtherTypesAreFoundByTrying) {
  run("CREATE TYPE pair AS (a int, b text); CREATE DOMAIN code AS text CHECK (VALUE ~ '^[A-Z]$');"
      "CREATE TABLE t (a int[] NOT NULL, b text[] NOT NULL, r int4range NOT NULL, tr tstzrange NOT NULL, i "
      "inet NOT"
      " NULL, m macaddr NOT NULL, p point NOT NULL, bb bit(5) NOT NULL, v tsvector NOT NULL, x xml NOT NULL, "
      "c pair"
      " NOT NULL, d code NOT NULL)");
  EXPECT_EQ(
      fill(),
      "t '{9001}' '{madeUp9010}' '[9019,9020)' '[\"2001-02-13 03:04:05+00\",\"2001-02-13 04:00:00+00\")' "
      "'10.0.35.77/32' '20:01:00:02:00:03' '(9055,2)' '00000' '''madeUp9073''' 'madeUp9082' '(9091,2)' 'F'\n"
      "t '{9002}' '{madeUp9011}' '[9020,9021)' '[\"2001-02-14 03:04:05+00\",\"2001-02-14 04:00:00+00\")' "
      "'10.0.35.78/32' '20:01:00:02:00:04' '(9056,2)' '00001' '''madeUp9074''' 'madeUp9083' '(9092,2)' "
      "'G'\n");
}

TEST_F(PostgresRowMakerTest, WhatTheDatabaseGivesIsLeftToIt) {
  run("CREATE TABLE t (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, s serial, a text, b text NOT NULL,"
      " c text GENERATED ALWAYS AS (a || b) STORED)");
  EXPECT_EQ(fill(),
            "t 9001 9010 'madeUp9019' 'madeUp9028'\n"
            "t 9002 9011 NULL 'madeUp9029'\n");
}

TEST_F(PostgresRowMakerTest, RowsOfAPartitionedTableAreRightForAPartition) {
  run("CREATE TABLE m (at date NOT NULL, n int) PARTITION BY RANGE (at);"
      "CREATE TABLE m1 PARTITION OF m FOR VALUES FROM ('2020-01-01') TO ('2021-01-01');"
      "CREATE TABLE m2 PARTITION OF m FOR VALUES FROM ('2021-01-01') TO ('2022-01-01')");
  EXPECT_EQ(fill(),
            "m '2021-01-01' 9010\n"
            "m '2021-01-01' NULL\n");
}

TEST_F(PostgresRowMakerTest, ChecksSayWhichValuesAreRight) {
  run("CREATE TABLE t (id int PRIMARY KEY CHECK (id < 100), state text NOT NULL CHECK (state IN ('open', "
      "'done')),"
      " name text NOT NULL CHECK (char_length(name) >= 20 AND char_length(name) <= 30),"
      " a int, b text, CHECK (num_nonnulls(a, b) = 1))");
  EXPECT_EQ(fill(),
            "t 97 'open' 'madeUpxxxxxxxxxxxxxxxxxx9019' NULL 'madeUp9037'\n"
            "t 99 'done' 'madeUpxxxxxxxxxxxxx9020' -2 NULL\n");
}

TEST_F(PostgresRowMakerTest, ChildrenReferToParents) {
  run("CREATE TABLE app.orgs (id uuid PRIMARY KEY);"
      "CREATE TABLE items (org uuid NOT NULL REFERENCES app.orgs, id int NOT NULL, PRIMARY KEY (org, id));"
      "CREATE TABLE a_child (id int PRIMARY KEY, org uuid NOT NULL REFERENCES app.orgs, item int NOT NULL,"
      " parent int REFERENCES a_child, FOREIGN KEY (org, item) REFERENCES items (org, id))");
  EXPECT_EQ(fill(),
            "app.orgs '00000000-0000-4000-8000-000000009001'\n"
            "app.orgs '00000000-0000-4000-8000-000000009002'\n"
            "a_child 9001 '00000000-0000-4000-8000-000000009001' 9010 NULL\n"
            "a_child 9002 '00000000-0000-4000-8000-000000009002' 9011 9001\n"
            "items '00000000-0000-4000-8000-000000009001' 9010\n"
            "items '00000000-0000-4000-8000-000000009002' 9011\n");
}

TEST_F(PostgresRowMakerTest, CyclesAreBroken) {
  run("CREATE TABLE a (id int PRIMARY KEY, b int NOT NULL); CREATE TABLE b (id int PRIMARY KEY, a int "
      "REFERENCES a);"
      "ALTER TABLE a ADD FOREIGN KEY (b) REFERENCES b;"
      "CREATE TABLE c (id int PRIMARY KEY, d int NOT NULL); CREATE TABLE d (id int PRIMARY KEY, c int NOT "
      "NULL"
      " REFERENCES c); ALTER TABLE c ADD FOREIGN KEY (d) REFERENCES d;"
      "CREATE TABLE e (id int PRIMARY KEY, e int NOT NULL REFERENCES e)");
  EXPECT_EQ(fill(),
            "a 9001 9001\n"
            "a 9002 9002\n"
            "b 9001 NULL\n"
            "b 9002 NULL\n"
            "c 9001 9001\n"
            "c 9002 9002\n"
            "d 9001 9001\n"
            "d 9002 9002\n"
            "e 9001 9001\n"
            "e 9002 9002\n");
}

TEST_F(PostgresRowMakerTest, TriggersMayWantTextsOfAShape) {
  run("CREATE TABLE t (id int PRIMARY KEY, num text NOT NULL, ord int[] NOT NULL);"
      "CREATE FUNCTION set_ord() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN new.ord :="
      " string_to_array(substring(new.num from '^\\d+\\.\\d+\\.\\d+$'), '.')::int[]; RETURN new; END $$;"
      "CREATE TRIGGER tr BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION set_ord()");
  EXPECT_EQ(fill(),
            "t 9001 '1.0.9001' '{1,0,9001}'\n"
            "t 9002 '1.0.9002' '{1,0,9002}'\n");
}

TEST_F(PostgresRowMakerTest, ATableWithoutRowsHasAReason) {
  run("CREATE TABLE one (id int PRIMARY KEY CHECK (id = 1));"
      "CREATE TABLE parts (id int) PARTITION BY LIST (id);"
      "CREATE TABLE full_parts (id int) PARTITION BY LIST (id);"
      "CREATE TABLE full_1 PARTITION OF full_parts DEFAULT;"
      "CREATE TABLE child (id int PRIMARY KEY, one int NOT NULL UNIQUE REFERENCES one)");
  EXPECT_EQ(fill(),
            "child 9001 1\n"
            "full_parts 9001\n"
            "full_parts NULL\n"
            "one 1\n"
            "\"public\".\"child\": duplicate key value violates unique constraint \"child_one_key\" (Key "
            "(one)=(1) already exists.)\n"
            "\"public\".\"one\": duplicate key value violates unique constraint \"one_pkey\" (Key (id)=(1) "
            "already exists.)\n"
            "\"public\".\"parts\": no partition of relation \"parts\" found for row (Partition key of the "
            "failing row contains (id) = (9001).)\n");
}

TEST_F(PostgresRowMakerTest, OnlyWhatWasWrittenIsReadAgain) {
  run("CREATE TABLE a (id int PRIMARY KEY); CREATE TABLE b (id int); CREATE TABLE c (id int);"
      "INSERT INTO c VALUES (1);"
      "CREATE FUNCTION copy() RETURNS trigger LANGUAGE plpgsql AS"
      " $$ BEGIN EXECUTE 'INSERT INTO b VALUES (1)'; RETURN new; END $$;"
      "CREATE TRIGGER tr AFTER INSERT ON a FOR EACH ROW EXECUTE FUNCTION copy()");
  (void)written();
  EXPECT_EQ(written(), "");
  run("INSERT INTO a VALUES (1)");
  EXPECT_EQ(written(), "\"public\".\"a\"\n\"public\".\"b\"\n");
  run("TRUNCATE c");
  EXPECT_EQ(written(), "\"public\".\"c\"\n");
}

TEST_F(PostgresRowMakerTest, AShapeFollowsItsTable) {
  run("CREATE TABLE t (id int PRIMARY KEY, a text)");
  EXPECT_EQ(fill(),
            "t 9001 'madeUp9010'\n"
            "t 9002 NULL\n");
  run("ALTER TABLE t RENAME COLUMN a TO b; ALTER TABLE t ADD COLUMN c int; ALTER TABLE t DROP COLUMN id; "
      "DELETE FROM t");
  EXPECT_EQ(fill(),
            "t 'madeUp9001' 9010\n"
            "t NULL NULL\n");
}

}  // namespace
}  // namespace migrate::migc
