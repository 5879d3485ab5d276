// drift_check on PostgreSQL: the facts in head.postgres.json, and what a program finds out with them.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <pqxx/connection>
#include <pqxx/nontransaction>

#include "migc/drift/drifting_chain.h"
#include "migc/drift/table_drift.h"
#include "migc/migration_folder.h"
#include "migrate/migrator.h"
#include "migrate/postgres.h"
#include "migrate/table_check.h"
#include "support/postgres_server.h"

namespace migrate::migc {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

class PostgresDriftCheck : public ::testing::Test {
 protected:
  PostgresDriftCheck() : database_(migrate::testing::postgres_server().create_database()) {
    ::setenv("MIGRATE_VERIFY_POSTGRES_URL", database_.c_str(), 1);
    folder_.revision(
        "a", "none", "",
        "-- migrate: upgrade\n"
        "CREATE TYPE mood AS ENUM ('good', 'bad');\n"
        "CREATE TABLE runs (id serial PRIMARY KEY, name varchar(10) NOT NULL DEFAULT 'x', m mood,"
        " CHECK (id > 0), UNIQUE (name));\n"
        "CREATE INDEX ix ON runs (lower(name)) WHERE id > 3;\n"
        "CREATE VIEW v AS SELECT name FROM runs;\n"
        "CREATE FUNCTION f(mood) RETURNS int LANGUAGE sql AS 'SELECT 1';\n"
        "-- migrate: downgrade\nSELECT 1;\n");
    folder_.write("migrate.yaml", "drift_check: true\ndialects: postgres\n");
    read_chain();
    write_facts();
    read_chain();
  }
  ~PostgresDriftCheck() override { ::unsetenv("MIGRATE_VERIFY_POSTGRES_URL"); }

  void read_chain() { read_.emplace(folder_.dir()); }

  void write_facts() {
    const Head head = read_head(read_->folder, read_->compiled.chain(), "", Dialect::postgres);
    folder_.write("head.postgres.json", facts_json(head, read_->compiled.chain().root_digest()));
  }

  testing::MigrationFolder folder_;
  std::string database_;
  std::optional<testing::DriftCheckedFolder> read_;
};

// The user's database.
struct LiveDatabase {
  std::string name = migrate::testing::postgres_server().create_database();
  PostgresConnection connection{name};

  void run(const std::string& sql) const {
    pqxx::connection opened(name);
    pqxx::nontransaction(opened).exec(sql);
  }
};

TEST_F(PostgresDriftCheck, FindsNothingInADatabaseThatOnlyTheChainHasChanged) {
  EXPECT_THAT(read_->heads.notes, IsEmpty());
  LiveDatabase live;
  (void)upgrade(live.connection, read_->chain);
  EXPECT_TRUE(check_tables(live.connection, read_->chain).is_same());
  live.run(
      "CREATE TABLE mine (x int); CREATE SCHEMA s; CREATE TABLE s.runs (x int); CREATE FUNCTION f(int)"
      " RETURNS int LANGUAGE sql AS 'SELECT 2'");
  EXPECT_TRUE(check_tables(live.connection, read_->chain).is_same());
}

TEST_F(PostgresDriftCheck, ComparesTheSchemaThatARunIsToldTo) {
  LiveDatabase live;
  live.run("CREATE SCHEMA tenant");
  const Options options{.schema = "tenant"};
  (void)upgrade(live.connection, read_->chain, options);
  EXPECT_TRUE(check_tables(live.connection, read_->chain, options).is_same());
  live.run("DROP VIEW tenant.v");
  EXPECT_THAT(check_tables(live.connection, read_->chain, options).missing, ElementsAre("view v"));
}

TEST_F(PostgresDriftCheck, NamesWhatIsMissing) {
  LiveDatabase live;
  (void)upgrade(live.connection, read_->chain);
  live.run("DROP TABLE runs CASCADE; DROP FUNCTION f(mood)");
  EXPECT_THAT(
      check_tables(live.connection, read_->chain).missing,
      ElementsAre("function f(mood)", "index ix on runs", "sequence runs_id_seq", "table runs", "view v"));
}

TEST_F(PostgresDriftCheck, NamesWhatIsDifferent) {
  const std::pair<const char*, const char*> changes[] = {
      {"ALTER TABLE runs ADD COLUMN z int", "table runs"},
      {"ALTER TABLE runs ALTER name DROP NOT NULL", "table runs"},
      {"ALTER TABLE runs ALTER name SET DEFAULT 'y'", "table runs"},
      {"ALTER TABLE runs DROP CONSTRAINT runs_name_key", "table runs"},
      {"ALTER TABLE runs DROP CONSTRAINT runs_id_check, ADD CHECK (id > 1)", "table runs"},
      {"ALTER SEQUENCE runs_id_seq INCREMENT 2", "sequence runs_id_seq"},
      {"DROP INDEX ix; CREATE INDEX ix ON runs (upper(name)) WHERE id > 3", "index ix on runs"},
      {"DROP INDEX ix; CREATE INDEX ix ON runs (name)", "index ix on runs"},
      {"DROP VIEW v; CREATE VIEW v AS SELECT name FROM runs WHERE id > 7", "view v"},
      {"CREATE OR REPLACE FUNCTION f(mood) RETURNS int LANGUAGE sql AS 'SELECT 2'", "function f(mood)"},
      {"ALTER TYPE mood ADD VALUE 'so so'", "type mood"}};
  for (const auto& [change, object] : changes) {
    LiveDatabase changed;
    (void)upgrade(changed.connection, read_->chain);
    changed.run(change);
    const TableCheck found = check_tables(changed.connection, read_->chain);
    EXPECT_THAT(found.missing, IsEmpty()) << change;
    EXPECT_THAT(found.different, ElementsAre(object)) << change;
  }
}

// What version 18 can say of constraints.
TEST_F(PostgresDriftCheck, NamesTheTableWhoseConstraintsHoldForOtherRows) {
  if (migrate::testing::postgres_server().version() < 180000) GTEST_SKIP() << "the server is older";
  for (const char* change :
       {"ALTER TABLE runs ALTER name DROP NOT NULL, ADD NOT NULL name NOT VALID",
        "ALTER TABLE runs DROP CONSTRAINT runs_id_check, ADD CHECK (id > 0) NOT ENFORCED"}) {
    LiveDatabase changed;
    (void)upgrade(changed.connection, read_->chain);
    changed.run(change);
    EXPECT_THAT(check_tables(changed.connection, read_->chain).different, ElementsAre("table runs"))
        << change;
  }
}

TEST_F(PostgresDriftCheck, ComparesWithAnotherServerWhatNoneSpells) {
  std::vector<core::HeadFacts> heads = read_->heads.facts;
  heads.at(0).facts.server = "9";
  const testing::DriftingChain older(read_->compiled, heads);
  LiveDatabase live;
  (void)upgrade(live.connection, older.chain());
  live.run("DROP VIEW v; CREATE VIEW v AS SELECT name FROM runs WHERE id > 7");
  TableCheck found = check_tables(live.connection, older.chain());
  EXPECT_TRUE(found.is_same());
  EXPECT_TRUE(found.not_compared.starts_with("expressions and definitions, which PostgreSQL "));
  live.run("DROP VIEW v; CREATE VIEW v AS SELECT id FROM runs");
  found = check_tables(live.connection, older.chain());
  EXPECT_THAT(found.different, ElementsAre("view v"));
}

TEST_F(PostgresDriftCheck, UsesFactsOfThisChainOnly) {
  const std::string begin = "postgres: drift_check has no effect: D/head.postgres.json ";
  const std::string end = "; write it: migc --dir D dump --facts";
  folder_.revision("b", "a", "",
                   "-- migrate: upgrade\nCREATE TABLE b (id int);\n-- migrate: downgrade\nDROP TABLE b;\n");
  read_chain();
  EXPECT_THAT(read_->heads.facts, IsEmpty());
  EXPECT_EQ(folder_.shortened(read_->heads.notes.at(0)), begin + "was written for another chain" + end);
  write_facts();
  read_chain();
  EXPECT_EQ(read_->heads.facts.size(), 1U);
  folder_.write("head.postgres.json", "{\"format\":1,");
  read_chain();
  EXPECT_THAT(read_->heads.facts, IsEmpty());
  EXPECT_TRUE(folder_.shortened(read_->heads.notes.at(0)).starts_with(begin + "is invalid: "));
}

// `migc check --url`, which knows more than the program.
TEST_F(PostgresDriftCheck, IsFoundByTheCatalogueToo) {
  LiveDatabase live;
  (void)upgrade(live.connection, read_->chain);
  const LiveSide side{Dialect::postgres, live.name};
  EXPECT_THAT(find_drift(read_->folder, read_->chain, "", side, {"a"}).changes, IsEmpty());
  live.run(
      "CREATE ROLE drifter; GRANT ALL ON SCHEMA public TO drifter; ALTER TABLE runs OWNER TO drifter;"
      "ALTER TABLE runs DROP CONSTRAINT runs_id_check; CREATE TABLE mine (x int)");
  const TableDrift drift = find_drift(read_->folder, read_->chain, "", side, {"a"});
  std::vector<std::string> changes, strangers;
  for (const Difference& change : drift.changes) changes.push_back(to_text(change));
  for (const Difference& stranger : drift.strangers) strangers.push_back(to_text(stranger));
  EXPECT_THAT(changes, ::testing::Contains("CHECK (id > 0) on runs is missing"));
  EXPECT_THAT(changes, ::testing::Not(::testing::Contains(::testing::HasSubstr("owner"))));
  EXPECT_THAT(strangers, ElementsAre("table mine is left over"));
}

}  // namespace
}  // namespace migrate::migc
