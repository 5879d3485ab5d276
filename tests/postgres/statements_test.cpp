// How the statements of revisions travel, and what they find and leave after.

#include <pqxx/transaction_base>

#include "migrate/line_log.h"
#include "postgres/postgres_database.h"

namespace migrate::testing {
namespace {

using ::testing::EndsWith;
using ::testing::StartsWith;

std::string first_line(const Error& error) {
  const std::string text = error.what();
  return text.substr(0, text.find('\n'));
}

ScriptedRevision runs(std::string id, std::vector<std::string> statements,
                      std::vector<std::string> parents = {}) {
  return {.id = std::move(id), .parents = std::move(parents), .up = std::move(statements)};
}

class PostgresStatements : public Postgres {
 protected:
  std::string first_line_of_failure(std::vector<std::string> statements) {
    return first_line(failure(ScriptedChain({creates("a"), runs("b", std::move(statements), {"a"})})));
  }
};

TEST_F(PostgresStatements, SyntaxErrorNamesItsStatement) {
  EXPECT_EQ(first_line_of_failure({"CREATE TABLE t (i int)", "SELEC 1", "CREATE TABLE u (i int)"}),
            "versions/b.sql:11: revision \"b\", statement 2: syntax error at or near \"SELEC\" (code 42601)");
  EXPECT_FALSE(database_.has_table("a"));
}

TEST_F(PostgresStatements, FailureNamesItsLineInsideAStatement) {
  EXPECT_EQ(first_line_of_failure({"CREATE TABLE t (i int)", "SELECT i,\n  j\nFROM t"}),
            "versions/b.sql:12: revision \"b\", statement 2: column \"j\" does not exist (code 42703)");
}

TEST_F(PostgresStatements, ServersDetailIsPartOfTheMessage) {
  EXPECT_EQ(first_line_of_failure({"CREATE TABLE t (i int PRIMARY KEY)", "INSERT INTO t VALUES (1)",
                                   "INSERT INTO t VALUES (1)"}),
            "versions/b.sql:12: revision \"b\", statement 3: duplicate key value violates unique constraint"
            " \"t_pkey\" (Key (i)=(1) already exists.) (code 23505)");
}

TEST_F(PostgresStatements, CommentAtTheEndSwallowsNothing) {
  up(ScriptedChain({runs("a", {"CREATE TABLE t (i int) -- one", "CREATE TABLE u (i int)"})}));
  EXPECT_TRUE(database_.has_table("u"));
}

TEST_F(PostgresStatements, FailedBatchKeepsWhatWentBefore) {
  const std::string much = "SELECT '" + std::string(300 * 1024, 'x') + "'";
  const ScriptedChain chain(
      {runs("a",
            {"CREATE TABLE t (i int)", much, "call count", "CREATE TABLE u (i int)", "DELETE FROM nowhere"})},
      {{"count", [](StepContext& context) { context.execute("INSERT INTO t VALUES ($1)", {7}); }}});
  EXPECT_EQ(
      first_line(failure(chain)),
      "versions/a.sql:14: revision \"a\", statement 5: relation \"nowhere\" does not exist (code 42P01)");
}

TEST_F(PostgresStatements, TransactionControlIsRefusedUnsent) {
  for (const char* statement : {"COMMIT", "/* a /* b */ */ rollback", "-- x\nBegin", "END",
                                "START TRANSACTION", "SAVEPOINT s", "PREPARE TRANSACTION 'x'"})
    EXPECT_EQ(
        first_line_of_failure({"CREATE TABLE t (i int)", statement}),
        "versions/b.sql:11: revision \"b\", statement 2: a revision must not begin or end a transaction;"
        " it runs inside one");
  EXPECT_FALSE(database_.has_table("t"));
}

TEST_F(PostgresStatements, TransactionThatAStepEndsIsNoticed) {
  const ScriptedChain chain(
      {runs("a", {"call end_it", "CREATE TABLE t (i int)"})},
      {{"end_it", [](StepContext& context) { context.native<pqxx::transaction_base>().exec("COMMIT"); }}});
  EXPECT_THAT(failure(chain).what(), HasSubstr("the transaction ended inside the revision"));
  EXPECT_FALSE(database_.has_table("t"));
}

TEST_F(PostgresStatements, TransactionControlOfAStepIsRefusedUnsent) {
  const ScriptedChain chain({creates("a"), runs("b", {"call end_it"}, {"a"})},
                            {{"end_it", [](StepContext& context) { context.execute("COMMIT"); }}});
  const Error error = failure(chain);
  EXPECT_EQ(error.kind(), ErrorKind::failed);
  EXPECT_THAT(error.what(), HasSubstr("a revision must not begin or end a transaction; it runs inside one"));
  EXPECT_FALSE(database_.has_table("a"));
}

// It puts another one in its place that looks alike.
TEST_F(PostgresStatements, TransactionThatAStepReplacesIsNoticed) {
  const ScriptedChain chain(
      {runs("a", {"call replace_it", "CREATE TABLE t (i int)"})},
      {{"replace_it", [](StepContext& context) {
          context.native<pqxx::transaction_base>().exec("COMMIT; BEGIN; SAVEPOINT migrate_batch");
        }}});
  EXPECT_THAT(failure(chain).what(), HasSubstr("the transaction ended inside the revision"));
  EXPECT_FALSE(database_.has_table("t"));
}

TEST_F(PostgresStatements, FailedBatchKeepsWhatAStepDidBefore) {
  const ScriptedChain chain(
      {runs("a", {"call make", "INSERT INTO made VALUES (1)", "DELETE FROM nowhere"})},
      {{"make", [](StepContext& context) { context.execute("CREATE TABLE made (id int)"); }}});
  EXPECT_EQ(
      first_line(failure(chain)),
      "versions/a.sql:12: revision \"a\", statement 3: relation \"nowhere\" does not exist (code 42P01)");
}

TEST_F(PostgresStatements, WritingOurNewTablesFails) {
  EXPECT_EQ(first_line_of_failure({"SELECT 1", "INSERT INTO migrate_version VALUES ('x')"}),
            "versions/b.sql:11: revision \"b\", statement 2: a revision must not touch the version and "
            "history tables");
}

TEST_F(PostgresStatements, WritingOurTablesFails) {
  const ScriptedChain chain(
      {creates("a"), runs("b", {"UPDATE migrate_version SET version_num = 'x'"}, {"a"})});
  upgrade(connection_, chain, "a");
  EXPECT_THAT(failure(chain).what(), HasSubstr("a revision must not touch the version and history tables"));
  EXPECT_THAT(rows(chain), ElementsAre("a"));
}

TEST_F(PostgresStatements, NulIsRefused) {
  EXPECT_THAT(first_line_of_failure({std::string("SELECT 1\0; DROP TABLE x", 23)}),
              EndsWith("PostgreSQL takes no text with a NUL character in it"));
}

TEST_F(PostgresStatements, RunAtReadCommittedWhateverTheDefaultIs) {
  for (const std::string level : {"repeatable read", "serializable"}) {
    database_.clear();
    database_.run("ALTER DATABASE " + database_.name() + " SET default_transaction_isolation = '" + level +
                  "'");
    up(ScriptedChain(
        {runs("a", {"CREATE TABLE seen AS SELECT current_setting('transaction_isolation') AS it"})}));
    EXPECT_EQ(database_.ask("SELECT it FROM public.seen"), "read committed");
  }
}

// A server that hears nothing of a client any more ends its session, and with that frees the lock.
TEST_F(PostgresStatements, RunWhereTheServerWatchesOverTheClient) {
  constexpr const char* settings =
      "SELECT string_agg(name || '=' || setting, ' ' ORDER BY name) AS it FROM pg_settings WHERE name IN"
      " ('client_connection_check_interval', 'tcp_keepalives_count', 'tcp_keepalives_idle',"
      " 'tcp_keepalives_interval')";
  constexpr const char* seen =
      "client_connection_check_interval=1000 tcp_keepalives_count=3 tcp_keepalives_idle=30"
      " tcp_keepalives_interval=10";
  up(ScriptedChain({runs("a", {"CREATE TABLE seen AS " + std::string(settings),
                               "CREATE TABLE idle AS SELECT"
                               " current_setting('idle_in_transaction_session_timeout') AS it"}),
                    alone(runs("b", {"INSERT INTO seen " + std::string(settings), "VACUUM seen"}, {"a"})),
                    alone(runs("c", {"VACUUM seen", "INSERT INTO seen " + std::string(settings)}, {"b"}))}));
  EXPECT_THAT(database_.list("SELECT it FROM seen"), ElementsAre(seen, seen, seen));
  EXPECT_EQ(database_.ask("SELECT it FROM idle"), "10min");
}

TEST_F(PostgresStatements, SettingsEndWithTheirRevision) {
  database_.run("CREATE ROLE other_" + database_.name());
  const std::string role = "SET ROLE other_" + database_.name();
  up(ScriptedChain({runs("a", {"SET search_path = pg_catalog", "SET TimeZone = 'Asia/Tokyo'", role}),
                    runs("b",
                         {"CREATE TABLE seen AS SELECT current_setting('search_path') AS path,"
                          " current_setting('TimeZone') AS zone, current_user AS role"},
                         {"a"})}));
  EXPECT_EQ(database_.ask("SELECT path || ' / ' || zone || ' / ' || role FROM public.seen"),
            "public, pg_temp / UTC / postgres");
}

TEST_F(PostgresStatements, SettingsThatAFunctionChangesEndToo) {
  database_.run(
      "CREATE FUNCTION change() RETURNS void LANGUAGE plpgsql AS"
      " $$BEGIN SET search_path = pg_catalog; PERFORM set_config('lock_timeout', '1', false); END$$");
  up(ScriptedChain(
      {runs("a", {"SELECT change()"}),
       runs("b", {"CREATE TABLE seen AS SELECT current_setting('lock_timeout') AS it"}, {"a"})}));
  EXPECT_EQ(database_.ask("SELECT it FROM public.seen"), "2s");
}

TEST_F(PostgresStatements, StandardStringsAreReadAsWritten) {
  database_.run("ALTER DATABASE " + database_.name() + " SET standard_conforming_strings = off");
  up(ScriptedChain({runs("a", {"CREATE TABLE t AS SELECT '\\'::text AS it"})}));
  EXPECT_EQ(database_.ask("SELECT it FROM t"), "\\");
  EXPECT_FALSE(up(ScriptedChain({runs("a", {"CREATE TABLE t AS SELECT '\\'::text AS it"})})).changed());
}

TEST_F(PostgresStatements, DeferredConstraintsAreCheckedBeforeTheNextRevision) {
  up(ScriptedChain({runs("a", {"CREATE TABLE p (i int PRIMARY KEY)",
                               "CREATE TABLE c (i int REFERENCES p DEFERRABLE INITIALLY DEFERRED)",
                               "INSERT INTO c VALUES (1)", "INSERT INTO p VALUES (1)"}),
                    runs("b", {"ALTER TABLE c ADD COLUMN x int"}, {"a"})}));
  EXPECT_EQ(database_.ask("SELECT count(x) FROM c"), "0");
}

TEST_F(PostgresStatements, ViolatedDeferredConstraintNamesItsRevision) {
  const Error error =
      failure(ScriptedChain({runs("a", {"CREATE TABLE p (i int PRIMARY KEY)",
                                        "CREATE TABLE c (i int REFERENCES p DEFERRABLE INITIALLY DEFERRED)",
                                        "INSERT INTO c VALUES (1)"}),
                             creates("b", {"a"})}));
  EXPECT_THAT(first_line(error), StartsWith("revision \"a\": insert or update on table \"c\" violates"));
}

TEST_F(PostgresStatements, PendingChecksInOneRevisionNameTheWayOut) {
  EXPECT_EQ(first_line_of_failure({"CREATE TABLE p (i int PRIMARY KEY)",
                                   "CREATE TABLE c (i int REFERENCES p DEFERRABLE INITIALLY DEFERRED)",
                                   "INSERT INTO c VALUES (1)", "ALTER TABLE c ADD COLUMN x int"}),
            "versions/b.sql:13: revision \"b\", statement 4: cannot ALTER TABLE \"c\" because it has pending"
            " trigger events; if checks of constraints are pending, move the statement to the next revision,"
            " or put SET CONSTRAINTS name IMMEDIATE before it (code 55006)");
}

TEST_F(PostgresStatements, NewEnumValueCanBeUsedByTheNextRevision) {
  ScriptedRevision adds = runs("b", {"ALTER TYPE mood ADD VALUE 'glad'"}, {"a"});
  adds.adds_enum_value = true;
  up(ScriptedChain({runs("a", {"CREATE TYPE mood AS ENUM ('sad')", "CREATE TABLE t (m mood)"}), adds,
                    runs("c", {"INSERT INTO t VALUES ('glad')"}, {"b"})}));
  EXPECT_EQ(database_.ask("SELECT m FROM t"), "glad");
}

// Both would fail in one transaction: the value is not usable yet, and the table has pending trigger events.
TEST_F(PostgresStatements, OneChainMayHoldWhatOneTransactionCannot) {
  ScriptedRevision adds = runs(
      "b",
      {"ALTER TYPE mood ADD VALUE 'glad'", "INSERT INTO c VALUES (1, 'sad')", "INSERT INTO p VALUES (1)"},
      {"a"});
  adds.adds_enum_value = true;
  const ScriptedChain chain(
      {runs("a", {"CREATE TYPE mood AS ENUM ('sad')", "CREATE TABLE p (i int PRIMARY KEY)",
                  "CREATE TABLE c (i int REFERENCES p DEFERRABLE INITIALLY DEFERRED, m mood)"}),
       adds,
       runs("c",
            {"ALTER TABLE c ADD COLUMN x int DEFAULT 7", "INSERT INTO c VALUES (2, 'glad')",
             "INSERT INTO p VALUES (2)"},
            {"b"}),
       runs("d", {"ALTER TABLE c DROP COLUMN x"}, {"c"})});
  EXPECT_EQ(up(chain, {.transaction = TransactionMode::all}).steps.size(), 4u);
  EXPECT_EQ(database_.ask("SELECT string_agg(i || ' ' || m, ', ' ORDER BY i) FROM c"), "1 sad, 2 glad");
}

TEST_F(PostgresStatements, TooManyLocksNameTheWayOut) {
  std::vector<std::string> tables;
  for (int i = 0; i < 4000; ++i)
    tables.push_back("CREATE TABLE t" + std::to_string(i) + " (i int PRIMARY KEY, s text)");
  const Error error = failure(ScriptedChain({runs("a", tables)}));
  EXPECT_EQ(error.kind(), ErrorKind::failed);
  EXPECT_THAT(error.what(), HasSubstr("out of shared memory"));
  EXPECT_THAT(error.what(), HasSubstr("set \"transaction: each\" in migrate.yaml"));
  EXPECT_FALSE(database_.has_table("t0"));
}

// All three travel in one message.
TEST_F(PostgresStatements, ProgressDoesNotRunAheadOfAFailure) {
  std::vector<std::string> lines;
  LineLog log([&](std::string_view line) { lines.emplace_back(line); });
  const ScriptedChain chain({creates("a"), runs("b", {"SELECT 1", "INSERT INTO nowhere VALUES (1)"}, {"a"}),
                             creates("c", {"b"}), creates("d", {"c"})});
  failure(chain, {.observer = &log});
  EXPECT_THAT(lines, ElementsAre("Running upgrade  -> a, create a", "Running upgrade a -> b"));
}

TEST_F(PostgresStatements, ProgressTellsEachStepOnce) {
  std::vector<std::string> lines;
  LineLog log([&](std::string_view line) { lines.emplace_back(line); });
  up(two_tables(), {.observer = &log});
  EXPECT_THAT(lines, ElementsAre("Running upgrade  -> a, create a", "Running upgrade a -> b, create b",
                                 "Done; the database is at b"));
}

TEST_F(PostgresStatements, ValuesComeAndGo) {
  static const Bytes bytes{std::byte{0}, std::byte{0xff}, std::byte{'a'}};
  static Rows seen;
  const ScriptedChain chain({runs("a", {"call look"})},
                            {{"look", [](StepContext& context) {
                                seen = context.query(
                                    "SELECT $1::bigint, $2::float8, $3::text, $4::text, true,"
                                    " $5::bytea, ''::bytea",
                                    {-5, 0.5, "it's", nullptr, bytes});
                              }}});
  up(chain);
  EXPECT_EQ(seen, (Rows{{-5, 0.5, "it's", nullptr, 1, bytes, Bytes()}}));
}

}  // namespace
}  // namespace migrate::testing
