// Chains for PostgreSQL, on a server that migc starts for all of these tests, and on one of others.

#include <gtest/gtest.h>
#include <stdlib.h>

#include <chrono>
#include <csignal>
#include <filesystem>
#include <string>
#include <vector>

#include "migc/chain/chain_rules.h"
#include "migc/compile/compiler.h"
#include "migc/migration_folder.h"
#include "migc/proof/prove_folder.h"
#include "support/postgres_server.h"

namespace migrate::migc {
namespace {

class PostgresProofTest : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    cache_ = new testing::TemporaryFolder;
    std::filesystem::permissions(cache_->path(), std::filesystem::perms(0755));
  }
  static void TearDownTestSuite() { delete cache_; }
  void SetUp() override { set(""); }
  void TearDown() override {
    for (const char* name : {"MIGRATE_VERIFY_POSTGRES", "MIGRATE_VERIFY_POSTGRES_URL"}) ::unsetenv(name);
  }

  // A revision on top of the last one.
  void add(const std::string& id, const std::string& upgrade, const std::string& downgrade,
           const std::string& lines = "") {
    migrations_.revision(id, last_, lines,
                         "-- migrate: upgrade\n" + upgrade + "\n" +
                             (downgrade.empty() ? "" : "-- migrate: downgrade\n" + downgrade + "\n"));
    last_ = id;
  }
  void set(const std::string& settings) {
    migrations_.write("migrate.yaml", "dialects: postgres\n" + settings);
  }

  // Mistakes, notes, and how many revisions are proven.
  std::string prove(const std::string& verify_postgres = "") const {
    ProofTask task;
    task.cache = cache_->path();
    task.verify_postgres = verify_postgres;
    return prove(task);
  }
  std::string prove(const ProofTask& task) const {
    Diagnostics diagnostics;
    const Folder folder = read_folder(migrations_.dir(), diagnostics);
    check_structure(folder, diagnostics);
    const std::optional<core::OwnedChain> chain = compile_chain(folder, "chain", diagnostics);
    std::vector<DialectProof> proofs;
    if (chain) proofs = prove_folder(folder, chain->chain(), diagnostics, task);
    std::string text = to_text(diagnostics, Color::no);
    for (const DialectProof& proof : proofs) {
      for (const std::string& note : proof.notes) text += note + '\n';
      if (!proof.why_not.empty()) text += "not proven: " + proof.why_not + '\n';
      text += std::to_string(proof.proof.count(Verdict::proven)) + " of " +
              std::to_string(folder.files.size()) + " proven\n";
    }
    return migrations_.shortened(text);
  }

  static inline testing::TemporaryFolder* cache_ = nullptr;
  testing::MigrationFolder migrations_;
  std::string last_ = "none";
};

TEST_F(PostgresProofTest, AChainThatGoesBackIsProven) {
  add("a", "CREATE TABLE runs (id int PRIMARY KEY, name text NOT NULL);", "DROP TABLE runs;");
  add("b", "CREATE INDEX ix_name ON runs (name);", "DROP INDEX ix_name;");
  add("c", "ALTER TABLE runs ADD COLUMN error_count int NOT NULL DEFAULT 0;",
      "ALTER TABLE runs DROP COLUMN error_count;");
  add("d", "CREATE INDEX CONCURRENTLY ix ON runs (error_count);", "DROP INDEX CONCURRENTLY ix;",
      "-- transaction: none\n");
  EXPECT_EQ(prove(), "4 of 4 proven\n");
}

TEST_F(PostgresProofTest, AMisspeltColumnIsShown) {
  add("a", "CREATE TABLE runs (id int PRIMARY KEY, error_count int);", "DROP TABLE runs;");
  struct {
    std::string upgrade;
    std::string downgrade;
    std::string message;
  } cases[] = {{"  ON runs (error_cout);", "DROP INDEX ix;",
                "column \"error_cout\" does not exist; did you mean \"error_count\"?"},
               {"  ON runs (id) WHERE (error_cout > 0);", "DROP INDEX ix;",
                "column \"error_cout\" does not exist (Perhaps you meant to reference the column"
                " \"runs.error_count\".)"}};
  cases[0].upgrade = "CREATE INDEX ix\n" + cases[0].upgrade;
  cases[1].upgrade = "CREATE INDEX ix\n" + cases[1].upgrade;
  for (const auto& [upgrade, downgrade, message] : cases) {
    last_ = "a";
    add("b", upgrade, downgrade);
    const std::string line = upgrade.substr(upgrade.find('\n') + 1);
    const std::size_t column = line.find("error_cout");
    EXPECT_EQ(prove(), "D/versions/b.sql:6:" + std::to_string(column + 1) + ": error: postgres: " + message +
                           "\n  6 | " + line + "\n    | " + std::string(column, ' ') + "^\n1 of 2 proven\n");
  }
}

TEST_F(PostgresProofTest, ANameInQuotesIsSuggestedAndAHintIsNotTheName) {
  add("a", "CREATE TABLE \"läufe\" (id int PRIMARY KEY, \"größe\" int);", "DROP TABLE \"läufe\";");
  add("b", "UPDATE \"läufe\" SET \"grösse\" = 0;", "-- nothing to undo");
  EXPECT_EQ(
      prove(),
      "D/versions/b.sql:5:22: error: postgres: column \"grösse\" of relation \"läufe\" does not exist; did "
      "you mean \"größe\"?\n"
      "  5 | UPDATE \"läufe\" SET \"grösse\" = 0;\n"
      "    |                     ^\n"
      "1 of 2 proven\n");
  last_ = "a";
  add("b", "CREATE VIEW v AS SELECT l.idd FROM \"läufe\" l;", "DROP VIEW v;");
  EXPECT_EQ(
      prove(),
      "D/versions/b.sql:5:27: error: postgres: column l.idd does not exist (Perhaps you meant to reference "
      "the column \"l.id\".)\n"
      "  5 | CREATE VIEW v AS SELECT l.idd FROM \"läufe\" l;\n"
      "    |                           ^\n"
      "1 of 2 proven\n");
}

TEST_F(PostgresProofTest, NothingOutsideTheDatabaseIsTouched) {
  const testing::TemporaryFolder outside;
  const std::string file = outside.path() + "/written";
  add("a", "CREATE TABLE runs (id int);\nCOPY runs TO PROGRAM 'touch " + file + "';", "DROP TABLE runs;");
  EXPECT_EQ(
      prove(),
      "D/versions/a.sql:6: error: postgres: COPY reaches outside the database, so the proof does not run it "
      "here; \"unproven: WHY\" in the header accepts it\n"
      "  6 | COPY runs TO PROGRAM 'touch " +
          file + "';\n0 of 1 proven\n");
  EXPECT_FALSE(std::filesystem::exists(file));
  last_ = "none";
  add("a", "CREATE TABLE runs (copy int);\nDO $$ BEGIN\n  PERFORM lo_export(1, 'x');\nEND $$;",
      "DROP TABLE runs;");
  EXPECT_EQ(
      prove(),
      "D/versions/a.sql:6: error: postgres: lo_export() reaches outside the database, so the proof does not "
      "run it here; \"unproven: WHY\" in the header accepts it\n"
      "  6 | DO $$ BEGIN\n0 of 1 proven\n");
  last_ = "none";
  add("a",
      "CREATE TABLE runs (copy int);\nCREATE FUNCTION f() RETURNS void LANGUAGE plpgsql AS $$ BEGIN\n"
      "  COPY runs TO '/x';\nEND $$;",
      "DROP FUNCTION f();\nDROP TABLE runs;");
  EXPECT_EQ(prove(), "1 of 1 proven\n");
}

TEST_F(PostgresProofTest, AConnectionThatAFunctionLosesIsAMistakeOfItsRevision) {
  add("a", "DO $$ BEGIN RAISE SQLSTATE '08001' USING MESSAGE = 'could not connect'; END $$;",
      "-- nothing to undo");
  EXPECT_EQ(prove(),
            "D/versions/a.sql:5: error: postgres: could not connect\n"
            "  5 | DO $$ BEGIN RAISE SQLSTATE '08001' USING MESSAGE = 'could not connect'; END $$;\n"
            "0 of 1 proven\n");
}

TEST_F(PostgresProofTest, ADowngradeThatForgetsAnIndexIsWrong) {
  add("a", "CREATE TABLE runs (id int);", "DROP TABLE runs;");
  add("b", "ALTER TABLE runs ADD COLUMN name text;\nCREATE INDEX ix_id ON runs (id);",
      "ALTER TABLE runs DROP COLUMN name;");
  add("c", "CREATE TABLE later (id int);", "DROP TABLE later;");
  EXPECT_EQ(prove(),
            "D/versions/b.sql:8: error: postgres: the downgrade does not restore the schema that the upgrade"
            " found\n"
            "  8 | ALTER TABLE runs DROP COLUMN name;\n"
            "  index ix_id on runs is left over\n"
            "2 of 3 proven\n");
}

// No downgrade puts a sequence back.
TEST_F(PostgresProofTest, AnUpgradeThatMakesAnotherSchemaTheNextTimeIsShown) {
  add("a", "CREATE SEQUENCE runs;", "DROP SEQUENCE runs;");
  add("b",
      "DO $$ BEGIN IF nextval('runs') = 1 THEN CREATE TABLE first (); ELSE CREATE TABLE later (); END IF;"
      " END $$;",
      "DROP TABLE IF EXISTS first, later;");
  const std::string note =
      "D/versions/b.sql: note: postgres: after its downgrade, the upgrade makes another schema: ";
  EXPECT_EQ(prove(),
            note + "table first is missing\n" + note + "table later is left over\n" + "2 of 2 proven\n");
}

TEST_F(PostgresProofTest, AnExtensionThatIsLeftOverIsANote) {
  add("a", "CREATE EXTENSION IF NOT EXISTS citext;\nCREATE TABLE runs (name citext);", "DROP TABLE runs;");
  EXPECT_EQ(prove(),
            "D/versions/a.sql: note: postgres: after the downgrade, extension citext is left over\n"
            "1 of 1 proven\n");
}

TEST_F(PostgresProofTest, ANewEnumValueIsNotUsedInItsTransaction) {
  add("a", "CREATE TYPE mood AS ENUM ('sad'); CREATE TABLE runs (m mood);",
      "DROP TABLE runs; DROP TYPE mood;");
  add("b", "ALTER TYPE mood ADD VALUE 'happy';\nINSERT INTO runs VALUES ('happy');", "",
      "-- irreversible: no value can be taken away\n");
  EXPECT_EQ(
      prove(),
      "D/versions/b.sql:7: error: postgres: unsafe use of new value \"happy\" of enum type mood (New enum"
      " values must be committed before they can be used.)\n"
      "  7 | INSERT INTO runs VALUES ('happy');\n"
      "1 of 2 proven\n");
}

TEST_F(PostgresProofTest, AMissingSchemaIsAMistakeOfItsRevision) {
  add("a", "CREATE TABLE lost.runs (id int);", "DROP TABLE lost.runs;");
  EXPECT_EQ(prove(),
            "D/versions/a.sql:5:14: error: postgres: schema \"lost\" does not exist\n"
            "  5 | CREATE TABLE lost.runs (id int);\n"
            "    |              ^\n"
            "0 of 1 proven\n");
}

TEST_F(PostgresProofTest, RolesAndSchemasOfTheDatabaseExist) {
  set("schema: inventory\n");
  add("a", "CREATE TABLE runs (id int);\nGRANT SELECT ON runs TO reader;\nALTER TABLE runs OWNER TO app;",
      "DROP TABLE runs;");
  EXPECT_EQ(prove(), "1 of 1 proven\n");
}

TEST_F(PostgresProofTest, ReplaysDoNotMeetInWhatTheyShare) {
  add("a", "CREATE ROLE app;", "DROP ROLE app;");
  add("b", "CREATE TABLE runs (id int); ALTER TABLE runs OWNER TO app;", "DROP TABLE run;");
  add("c", "CREATE ROLE other IN ROLE app;", "DROP ROLE other;");
  EXPECT_EQ(
      prove(),
      "D/versions/b.sql:7:12: error: postgres: the downgrade fails: table \"run\" does not exist; did you"
      " mean \"runs\"?\n"
      "  7 | DROP TABLE run;\n"
      "    |            ^\n"
      "2 of 3 proven\n");
}

TEST_F(PostgresProofTest, OnAServerOfOthersAChainIsProven) {
  ::setenv("MIGRATE_VERIFY_POSTGRES_URL", testing::postgres_server().url("postgres").c_str(), 1);
  add("a", "CREATE TABLE runs (id int PRIMARY KEY);", "DROP TABLE runs;");
  add("b", "DROP TABLE runs;", "CREATE TABLE runs (id int);", "-- lossy: rows\n");
  EXPECT_EQ(prove(),
            "D/versions/b.sql:8: error: postgres: the downgrade does not restore the schema that the upgrade"
            " found\n"
            "  8 | CREATE TABLE runs (id int);\n"
            "  column runs.id: not null is no, was yes\n"
            "  primary key on runs is missing\n"
            "1 of 2 proven\n");
}

TEST_F(PostgresProofTest, OnAServerOfOthersNothingThatAllShareIsChanged) {
  ::setenv("MIGRATE_VERIFY_POSTGRES_URL", testing::postgres_server().url("postgres").c_str(), 1);
  add("a", "CREATE TABLE runs (id int);", "DROP TABLE runs;");
  add("b", "DO $$ BEGIN EXECUTE 'CREATE ROLE made_by_proof'; END $$;", "DROP ROLE made_by_proof;");
  EXPECT_EQ(prove(),
            "not proven: revision \"b\" has CREATE ROLE, which would change the whole server of"
            " MIGRATE_VERIFY_POSTGRES_URL. Unset the variable, so that migc starts a server of its own\n"
            "0 of 2 proven\n");
  testing::postgres_server().run("postgres", "CREATE ROLE made_by_proof; DROP ROLE made_by_proof");
}

TEST_F(PostgresProofTest, AnExtensionThatIsNotInstalledIsNoMistake) {
  add("a", "CREATE TABLE runs (id int);", "DROP TABLE runs;");
  add("b", "CREATE EXTENSION IF NOT EXISTS postgiss;", "DROP EXTENSION postgiss;");
  add("c", "CREATE TABLE later (id int);", "DROP TABLE later;");
  EXPECT_EQ(prove(),
            "D/versions/b.sql:5: note: postgres: not proven, nor what follows it: extension \"postgiss\" is"
            " not installed on the server, or misspelt\n1 of 3 proven\n");
  EXPECT_EQ(
      prove("require"),
      "D/versions/b.sql:5:32: error: postgres: extension \"postgiss\" is not installed on the server, or"
      " misspelt, and the proof is required (verify_postgres)\n"
      "  5 | CREATE EXTENSION IF NOT EXISTS postgiss;\n"
      "    |                                ^\n"
      "  not proven beyond b: 1 revision\n"
      "1 of 3 proven\n");
}

TEST_F(PostgresProofTest, TheNameOfAnExtensionMayBeMisspelt) {
  add("a", "CREATE EXTENSION citexts;", "DROP EXTENSION citexts;");
  EXPECT_EQ(
      prove(),
      "D/versions/a.sql:5: note: postgres: not proven, nor what follows it: extension \"citexts\" is not"
      " installed on the server, or misspelt; did you mean \"citext\"?\n0 of 1 proven\n");
}

TEST_F(PostgresProofTest, OnAServerOfOthersARightMayBeMissing) {
  testing::PostgresServer& server = testing::postgres_server();
  server.run("postgres", "CREATE ROLE prover LOGIN CREATEDB");
  const std::string url = server.url("postgres") + "?user=prover";
  ::setenv("MIGRATE_VERIFY_POSTGRES_URL", url.c_str(), 1);
  add("a", "CREATE TABLE runs (id int);", "DROP TABLE runs;");
  add("b", "CREATE EXTENSION file_fdw;", "DROP EXTENSION file_fdw;");
  EXPECT_EQ(prove(),
            "D/versions/b.sql:5: note: postgres: not proven, nor what follows it: the role of"
            " MIGRATE_VERIFY_POSTGRES_URL lacks a right: permission denied to create extension"
            " \"file_fdw\" (Must be superuser to create this extension.)\n1 of 2 proven\n");
  server.run("postgres", "ALTER ROLE prover SUPERUSER");
  EXPECT_EQ(prove(), "2 of 2 proven\n");
  server.run("postgres", "DROP ROLE prover");
}

TEST_F(PostgresProofTest, ARevisionMayEndOtherSessions) {
  add("a", "CREATE TABLE runs (id int);", "DROP TABLE runs;");
  add("b",
      "SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity WHERE datname = current_database() AND"
      " pid <> pg_backend_pid();\nALTER TABLE runs ADD n int;",
      "ALTER TABLE runs DROP n;");
  EXPECT_EQ(prove(), "2 of 2 proven\n");
}

TEST_F(PostgresProofTest, AServerThatCannotBeHadIsANoteOrAMistake) {
  ::setenv("MIGRATE_VERIFY_POSTGRES_URL", "postgresql:///x?host=/nowhere", 1);
  add("a", "CREATE TABLE runs (id int);", "DROP TABLE runs;");
  const std::string reason =
      "cannot connect: connection to server on socket \"/nowhere/.s.PGSQL.5432\" failed: No such file or"
      " directory; nothing was changed. Check that the server is running and that the URL's host and port are"
      " correct\n";
  EXPECT_EQ(prove(), "not proven: " + reason + "0 of 1 proven\n");
  EXPECT_EQ(prove("off"), "");
  const std::string required = "D: error: postgres: not proven: " + reason + "0 of 1 proven\n";
  EXPECT_EQ(prove("require"), required);
  ::setenv("MIGRATE_VERIFY_POSTGRES", "require", 1);
  EXPECT_EQ(prove(), required);
  ::unsetenv("MIGRATE_VERIFY_POSTGRES");
  set("verify_postgres: require\n");
  EXPECT_EQ(prove(), required);
}

TEST_F(PostgresProofTest, AQueryOfAnOlderProgramMustPrepare) {
  add("a", "CREATE TABLE runs (id int, name text, note text);", "DROP TABLE runs;");
  add("b", "ALTER TABLE runs DROP COLUMN note;", "ALTER TABLE runs ADD COLUMN note text;",
      "-- lossy: no notes\n-- compatible: true\n");
  EXPECT_EQ(
      prove(),
      "D/versions/b.sql:4: note: postgres: whether it is compatible is not known; list what each release"
      " asks in queries/*.sql: column runs.note is missing\n2 of 2 proven\n");
  migrations_.write("queries/a/runs.sql", "SELECT id FROM runs WHERE name = $1;\nSELECT note FROM runs;\n");
  EXPECT_EQ(
      prove(),
      "D/versions/b.sql:4: error: postgres: this revision is not compatible: queries/a/runs.sql:2:8: column"
      " \"note\" does not exist (Perhaps you meant to reference the column \"runs.name\".)\n"
      "  4 | -- compatible: true\n1 of 2 proven\n");
  migrations_.write("queries/a/runs.sql", "SELECT id FROM runs WHERE name = $1;\n");
  migrations_.write("queries/a/lite.sqlite.sql", "SELECT note FROM runs;\n");
  EXPECT_EQ(prove(), "2 of 2 proven\n");
}

// Killed with its server; the cache is told from one that knows nothing by what begins.
TEST_F(PostgresProofTest, AKilledProofIsContinued) {
  for (int i = 0; i < 5; ++i) {
    const std::string table = "t" + std::to_string(i);
    add("r" + std::to_string(i), "CREATE TABLE " + table + " (a int);", "DROP TABLE " + table + ";");
  }
  ProofTask task;
  task.cache = cache_->path();
  task.cache_pause = std::chrono::milliseconds(0);
  task.begins = [](const Chain&, Dialect, RevisionIndex i) {
    if (i == 3) std::raise(SIGKILL);
  };
  EXPECT_EXIT(prove(task), ::testing::KilledBySignal(SIGKILL), "");
  std::vector<RevisionIndex> begun;
  task.begins = [&](const Chain&, Dialect, RevisionIndex i) { begun.push_back(i); };
  EXPECT_EQ(prove(task), "5 of 5 proven\n");
  EXPECT_EQ(begun, (std::vector<RevisionIndex>{3, 4}));
}

// A chain with roles gets servers of its own.
TEST_F(PostgresProofTest, VerdictsAreKnownOnEachSortOfServers) {
  std::size_t begun = 0;
  ProofTask task;
  task.cache = cache_->path();
  task.begins = [&](const Chain&, Dialect, RevisionIndex) { ++begun; };
  add("known", "CREATE TABLE known (a int);", "DROP TABLE known;");
  for (const char* statement : {"CREATE TABLE more (a int);", "CREATE ROLE more;"}) {
    last_ = "known";
    add("more", statement,
        std::string(statement).starts_with("CREATE ROLE") ? "DROP ROLE more;" : "DROP TABLE more;");
    for (const std::size_t expected : {2U, 0U}) {
      begun = 0;
      EXPECT_EQ(prove(task), "2 of 2 proven\n");
      EXPECT_LE(begun, expected);
    }
  }
}

TEST_F(PostgresProofTest, ADamagedDataFolderIsNoVerdict) {
  add("a", "CREATE TABLE runs (id int);", "DROP TABLE runs;");
  EXPECT_EQ(prove(), "1 of 1 proven\n");
  std::filesystem::remove_all(cache_->file("postgres/data/base/1"));
  add("b", "CREATE TABLE more (id int);", "DROP TABLE more;");
  EXPECT_EQ(prove(), "2 of 2 proven\n");
}

}  // namespace
}  // namespace migrate::migc
