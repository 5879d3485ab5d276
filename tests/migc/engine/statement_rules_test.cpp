#include "migc/engine/statement_rules.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace migrate::migc {
namespace {

Verdict verdict(std::string_view statement, Dialect dialect) {
  const StatementRule* rule = find_rule(statement, dialect);
  return rule == nullptr ? Verdict::accepted : rule->verdict;
}

void expect_verdicts(Dialect dialect, Verdict expected, const std::vector<std::string>& statements) {
  for (const std::string& statement : statements)
    EXPECT_EQ(verdict(statement, dialect), expected) << statement;
}

TEST(StatementRules, RefuseTransactionControlAndOtherFilesInSqlite) {
  expect_verdicts(
      Dialect::sqlite, Verdict::refused,
      {"BEGIN", "begin immediate", "COMMIT", "COMMIT TRANSACTION", "END", "END TRANSACTION", "ROLLBACK",
       "ROLLBACK TO a", "SAVEPOINT a", "RELEASE a", "ATTACH 'x' AS y", "DETACH y", "VACUUM INTO 'x'"});
}

TEST(StatementRules, RefuseTransactionControlInPostgres) {
  expect_verdicts(Dialect::postgres, Verdict::refused,
                  {"BEGIN", "BEGIN WORK", "START TRANSACTION READ ONLY", "COMMIT", "COMMIT AND CHAIN", "END",
                   "ROLLBACK", "ROLLBACK TO SAVEPOINT a", "ABORT", "SAVEPOINT a", "RELEASE a",
                   "PREPARE TRANSACTION 'a'", "COMMIT PREPARED 'a'", "ROLLBACK PREPARED 'a'",
                   "SET TRANSACTION READ ONLY", "SET LOCAL TRANSACTION READ ONLY",
                   "SET SESSION CHARACTERISTICS AS TRANSACTION READ ONLY", "DISCARD ALL"});
}

TEST(StatementRules, RefuseCopyThatNeedsPsql) {
  expect_verdicts(Dialect::postgres, Verdict::refused,
                  {"COPY a FROM STDIN", "COPY a FROM stdout", "copy a (b, c) from stdin with (format csv)",
                   "COPY a TO STDOUT", "COPY (SELECT 1) TO STDOUT"});
  expect_verdicts(
      Dialect::postgres, Verdict::accepted,
      {"COPY a FROM '/tmp/stdin'", "COPY (SELECT 1 FROM stdin) TO 'x'", "COPY \"from stdin\" TO 'x'"});
}

TEST(StatementRules, RefuseInATransactionWhatSqliteRefusesThere) {
  expect_verdicts(Dialect::sqlite, Verdict::refused_in_transaction,
                  {"VACUUM", "PRAGMA journal_mode=WAL", "PRAGMA journal_mode(DELETE)",
                   "PRAGMA main.synchronous = 1", "PRAGMA wal_checkpoint"});
}

TEST(StatementRules, RefuseThePragmasThatARunRefuses) {
  expect_verdicts(Dialect::sqlite, Verdict::refused,
                  {"PRAGMA foreign_keys = OFF", "pragma main.foreign_keys(0)", "PRAGMA writable_schema=1",
                   "PRAGMA trusted_schema = ON", "PRAGMA journal_mode = off",
                   "PRAGMA main.journal_mode(MEMORY)", "PRAGMA synchronous = 0", "PRAGMA synchronous(OFF)"});
}

TEST(StatementRules, RefuseInATransactionWhatPostgresRefusesThere) {
  expect_verdicts(Dialect::postgres, Verdict::refused_in_transaction,
                  {"CREATE INDEX CONCURRENTLY a ON b (c)",
                   "CREATE UNIQUE INDEX CONCURRENTLY a ON b (c)",
                   "DROP INDEX CONCURRENTLY a",
                   "REINDEX TABLE CONCURRENTLY a",
                   "REINDEX (VERBOSE) INDEX CONCURRENTLY a",
                   "REINDEX (VERBOSE, CONCURRENTLY) TABLE a",
                   "REINDEX SCHEMA a",
                   "REINDEX (VERBOSE) DATABASE a",
                   "REINDEX SYSTEM a",
                   "VACUUM",
                   "VACUUM (FULL) a",
                   "CLUSTER",
                   "CLUSTER VERBOSE",
                   "CLUSTER (VERBOSE)",
                   "CREATE DATABASE a",
                   "DROP DATABASE a",
                   "ALTER DATABASE a SET TABLESPACE b",
                   "CREATE TABLESPACE a",
                   "DROP TABLESPACE a",
                   "ALTER SYSTEM SET a = 1",
                   "ALTER TABLE a.b DETACH PARTITION c.d CONCURRENTLY",
                   "CREATE SUBSCRIPTION a CONNECTION 'b' PUBLICATION c",
                   "DROP SUBSCRIPTION a",
                   "ALTER SUBSCRIPTION a REFRESH PUBLICATION",
                   "ALTER SUBSCRIPTION a SET PUBLICATION b"});
}

TEST(StatementRules, AcceptWhatOnlyLooksSimilar) {
  expect_verdicts(Dialect::sqlite, Verdict::accepted,
                  {"PRAGMA user_version = 1", "SELECT 'COMMIT'", "\"COMMIT\"",
                   "REPLACE INTO begin VALUES (1)", "EXPLAIN COMMIT", "PRAGMA table_info(foreign_keys)"});
  expect_verdicts(Dialect::postgres, Verdict::accepted,
                  {"CREATE INDEX \"concurrently\" ON a (b)", "DROP INDEX a, concurrently",
                   "ALTER DATABASE a SET b = 1", "PREPARE a AS SELECT 1", "ALTER TABLE a DETACH PARTITION b",
                   "ALTER TABLE a ADD b text DEFAULT 'DETACH PARTITION CONCURRENTLY'",
                   "CREATE SUBSCRIPTION a CONNECTION 'b' PUBLICATION c WITH (enabled, create_slot = false)",
                   "ALTER SUBSCRIPTION a ADD PUBLICATION b WITH (refresh = false)",
                   "ALTER SUBSCRIPTION a DISABLE", "ALTER TYPE a RENAME VALUE 'b' TO 'c'"});
}

TEST(StatementRules, AcceptWhatOnlyTheDatabaseKnowsToNeedNoTransaction) {
  expect_verdicts(Dialect::postgres, Verdict::may_commit,
                  {"REINDEX TABLE a", "REINDEX TABLE system", "CLUSTER a", "CLUSTER VERBOSE a", "CALL a()"});
}

TEST(StatementRules, SeeThroughComments) {
  expect_verdicts(Dialect::postgres, Verdict::refused_in_transaction,
                  {"CREATE /* UNIQUE */ INDEX -- x\n CONCURRENTLY a ON b (c)"});
}

TEST(StatementRules, NoticeANewEnumValue) {
  expect_verdicts(
      Dialect::postgres, Verdict::adds_enum_value,
      {"ALTER TYPE a ADD VALUE 'b'", "alter type \"x\".\"ADD\" add value if not exists 'b' before 'c'"});
}

void expect_flags(Dialect dialect, std::uint8_t expected, const std::vector<std::string>& statements) {
  for (const std::string& statement : statements)
    EXPECT_EQ(item_flags(statement, dialect), expected) << statement;
}

TEST(StatementRules, TellWhatRunsOutsideATransaction) {
  expect_flags(Dialect::sqlite, generated::item_outside,
               {"VACUUM", "PRAGMA journal_mode = WAL", "PRAGMA wal_checkpoint(TRUNCATE)"});
  expect_flags(Dialect::sqlite, 0, {"CREATE TABLE a (b)", "PRAGMA user_version = 1", "REINDEX"});
  expect_flags(Dialect::postgres, generated::item_outside,
               {"CREATE INDEX CONCURRENTLY a ON b (c)", "VACUUM", "CALL a()", "REINDEX TABLE a", "CLUSTER a",
                "DO $$ BEGIN UPDATE a SET b = 1; COMMIT; END $$", "DO $$ BEGIN CALL a(); END $$",
                "do language plpython3u 'plpy.commit()'", "DO $$ spi_rollback() $$ LANGUAGE plperl"});
  expect_flags(Dialect::postgres, 0,
               {"UPDATE a SET b = 1", "CREATE INDEX a ON b (c)", "ALTER TYPE a ADD VALUE 'b'",
                "DO $$ BEGIN PERFORM recall(), committed FROM a; END $$", "SET LOCAL lock_timeout = 0",
                "SET CONSTRAINTS ALL IMMEDIATE"});
}

TEST(StatementRules, TellWhatSetsSomethingForTheSession) {
  expect_flags(Dialect::postgres, generated::item_setting,
               {"SET lock_timeout = 0", "SET SESSION maintenance_work_mem TO '1GB'", "set role a",
                "RESET lock_timeout", "SET transaction_timeout = 0"});
}

TEST(StatementRules, KnowOnlyTheirOwnDialect) {
  expect_verdicts(Dialect::sqlite, Verdict::accepted, {"ABORT", "DISCARD ALL", "COPY a FROM STDIN"});
  expect_verdicts(Dialect::postgres, Verdict::accepted, {"ATTACH 'x' AS y", "PRAGMA foreign_keys = OFF"});
}

}  // namespace
}  // namespace migrate::migc
