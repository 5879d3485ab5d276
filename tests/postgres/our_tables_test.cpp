// Revisions that touch the version and history tables, each in another way. None of them is committed, and
// the message names the revision; rights to read are theirs to give.

#include <functional>

#include "migrate/line_log.h"
#include "postgres/postgres_database.h"

namespace migrate::testing {
namespace {

using ::testing::Contains;
using ::testing::Not;
using ::testing::SizeIs;

constexpr int failed = 8, incomplete = 9;
constexpr const char* not_yours = "a revision must not touch the version and history tables";

struct Touch {
  const char* name;
  std::vector<std::string> statements;
};

const std::vector<Touch> touches{
    {"TruncatesBoth", {"TRUNCATE migrate_version, migrate_history"}},
    {"TruncatesTheVersionTable", {"TRUNCATE migrate_version"}},
    {"TruncatesTheHistory", {"TRUNCATE migrate_history"}},
    {"TruncatesInDisguise", {"DO $$ BEGIN EXECUTE 'TRUNC' || 'ATE migrate_' || 'version'; END $$"}},
    {"TruncatesAndFillsAgain", {"TRUNCATE migrate_version", "INSERT INTO migrate_version VALUES ('a')"}},
    {"DropsTheHistory", {"DROP TABLE migrate_history"}},
    {"DropsTheVersionTable", {"DROP TABLE migrate_version"}},
    {"DropsAndCreates",
     {"DROP TABLE migrate_version",
      "CREATE TABLE migrate_version (version_num VARCHAR(64) NOT NULL PRIMARY KEY)",
      "INSERT INTO migrate_version VALUES ('a')"}},
    {"PutsAViewInPlace",
     {"ALTER TABLE migrate_history RENAME TO mh", "CREATE VIEW migrate_history AS SELECT * FROM mh"}},
    {"MovesToAnotherSchema", {"CREATE SCHEMA other", "ALTER TABLE migrate_version SET SCHEMA other"}},
    {"SwallowsByTrigger",
     {"CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'begin return null; end'",
      "CREATE TRIGGER x BEFORE INSERT OR DELETE OR UPDATE ON migrate_history FOR EACH ROW EXECUTE FUNCTION "
      "f()"}},
    {"SwallowsByRule", {"CREATE RULE r AS ON DELETE TO migrate_version DO INSTEAD NOTHING"}},
    {"DropsASchema", {"DROP SCHEMA public CASCADE", "CREATE SCHEMA public", "CREATE TABLE t (y int)"}},
    {"Narrows", {"ALTER TABLE migrate_version ALTER COLUMN version_num TYPE varchar(5)"}},
    {"AddsAColumn", {"ALTER TABLE migrate_history ADD COLUMN extra text"}},
    {"AddsADefault", {"ALTER TABLE migrate_version ALTER COLUMN version_num SET DEFAULT 'x'"}},
    {"DropsThePrimaryKey", {"ALTER TABLE migrate_version DROP CONSTRAINT migrate_version_pkey"}},
    {"ForcesRowSecurity",
     {"ALTER TABLE migrate_version ENABLE ROW LEVEL SECURITY",
      "ALTER TABLE migrate_version FORCE ROW LEVEL SECURITY"}},
    {"AddsAPolicy", {"CREATE POLICY p ON migrate_version USING (false)"}},
    {"AddsACheck", {"ALTER TABLE migrate_version ADD CHECK (version_num <> 'b') NOT VALID"}},
    {"AddsAUniqueIndex", {"CREATE UNIQUE INDEX u ON migrate_history (revision)"}},
    {"AddsStatistics", {"CREATE STATISTICS s ON seq, revision FROM migrate_history"}},
    {"PointsAForeignKeyAtThem",
     {"CREATE TABLE child (v varchar(64) REFERENCES migrate_version ON UPDATE CASCADE)"}},
    {"MakesAChild", {"CREATE TABLE child () INHERITS (migrate_version)"}},
    {"Unlogs", {"ALTER TABLE migrate_version SET UNLOGGED"}},
    {"GivesThemAway",
     {"CREATE ROLE taker_of_tables", "ALTER TABLE migrate_version OWNER TO taker_of_tables"}},
};

void PrintTo(const Touch& touch, std::ostream* stream) {
  *stream << touch.name;
}

class PostgresOurTables : public Postgres {
 protected:
  // The program that knows `a` alone, and the newer one that has a table and a column more.
  static ScriptedRevision before() {
    return {.id = "a", .up = {"CREATE TABLE t (x int)"}, .down = {"DROP TABLE t"}};
  }
  static ScriptedRevision after(const std::vector<std::string>& statements) {
    std::vector<std::string> all{"ALTER TABLE t ADD COLUMN y int"};
    all.insert(all.end(), statements.begin(), statements.end());
    return {.id = "b", .parents = {"a"}, .up = all, .down = {"ALTER TABLE t DROP COLUMN y"}};
  }
  PostgresOurTables() { up(ScriptedChain({before()})); }

  void expect_untouched(const std::string& row, const std::string& history) {
    EXPECT_EQ(database_.ask("SELECT string_agg(version_num, ' ') FROM migrate_version"), row);
    EXPECT_EQ(database_.ask("SELECT string_agg(direction || ' ' || revision, ', ' ORDER BY seq) FROM"
                            " migrate_history"),
              history);
  }
  bool has_column() {
    return database_.ask(
               "SELECT count(*) FROM pg_attribute WHERE attname = 'y' AND attrelid ="
               " 't'::regclass AND NOT attisdropped") == "1";
  }
  // MAINTAIN, which PostgreSQL 17 has added, is no right to write.
  std::string writers() {
    return database_.ask(
        "SELECT coalesce(string_agg(DISTINCT privilege_type, ' '), '') FROM (SELECT (aclexplode(relacl)).*,"
        " relowner FROM pg_class WHERE relname IN ('migrate_version', 'migrate_history')) AS acl"
        " WHERE grantee <> relowner AND privilege_type <> 'MAINTAIN'");
  }
};

class PostgresTouch : public PostgresOurTables, public ::testing::WithParamInterface<Touch> {};
INSTANTIATE_TEST_SUITE_P(Each, PostgresTouch, ::testing::ValuesIn(touches),
                         [](const auto& tested) { return tested.param.name; });

TEST_P(PostgresTouch, FailsTheRevision) {
  const Error error = failure(ScriptedChain({before(), after(GetParam().statements)}));
  EXPECT_EQ(exit_code(error.kind()), failed) << error.what();
  EXPECT_EQ(error.context().revision, "b");
  EXPECT_THAT(error.what(), HasSubstr(std::string(not_yours) +
                                      "\nIts transaction was rolled back: the database is at a; this run"
                                      " changed nothing. Remove the cause and run the command again."));
  EXPECT_FALSE(has_column());
  expect_untouched("a", "upgrade a");
  EXPECT_THAT(up(ScriptedChain({before(), after({})})).steps, SizeIs(1));
}

TEST_P(PostgresTouch, FailsARunOfOneTransactionThatMadeTheTables) {
  database_.clear();
  const Error error = failure(ScriptedChain({before(), after(GetParam().statements)}));
  EXPECT_EQ(exit_code(error.kind()), failed) << error.what();
  EXPECT_THAT(error.what(), HasSubstr(not_yours));
  EXPECT_FALSE(database_.has_table("migrate_version"));
}

// The newer program stored a downgrade that does the same.
TEST_P(PostgresTouch, FailsARollback) {
  ScriptedRevision newer = after({});
  newer.down.insert(newer.down.end(), GetParam().statements.begin(), GetParam().statements.end());
  up(ScriptedChain({before(), newer}));
  const ScriptedChain older({before()});
  const Error error = error_of([&] { rollback(connection_, older); });
  EXPECT_EQ(exit_code(error.kind()), failed) << error.what();
  EXPECT_THAT(error.what(), HasSubstr(not_yours));
  EXPECT_TRUE(has_column());
  expect_untouched("b", "upgrade a, upgrade b");
}

TEST_F(PostgresOurTables, StatementThatNamesThemIsNamed) {
  EXPECT_STREQ(failure(ScriptedChain({before(), after({"SELECT 1", "TRUNCATE migrate_version"})})).what(),
               "versions/b.sql:12: revision \"b\", statement 3: a revision must not touch the version and"
               " history tables\nIts transaction was rolled back: the database is at a; this run changed"
               " nothing. Remove the cause and run the command again.");
}

TEST_F(PostgresOurTables, StepThatTouchesThemByTheDriversHandleFails) {
  ScriptedRevision stepping = after({"call touch"});
  const ScriptedChain chain({before(), stepping}, {{"touch", [](StepContext& context) {
                                                      context.native<pqxx::transaction_base>().exec(
                                                          "ALTER TABLE migrate_history ADD COLUMN z int");
                                                    }}});
  EXPECT_THAT(failure(chain).what(), HasSubstr(not_yours));
  expect_untouched("a", "upgrade a");
}

TEST_F(PostgresOurTables, PlainIndexIsNoTouch) {
  EXPECT_TRUE(
      up(ScriptedChain({before(), after({"CREATE INDEX i ON migrate_history (revision)"})})).changed());
}

// What a run tells while it goes on.
class Told : public LineLog {
 public:
  Told() : LineLog([this](std::string_view line) { lines.emplace_back(line); }) {}
  std::vector<std::string> lines;
};

TEST_F(PostgresOurTables, RightToReadStays) {
  Told told;
  up(ScriptedChain({before(), after({"GRANT SELECT ON ALL TABLES IN SCHEMA public TO public"})}),
     {.observer = &told});
  EXPECT_EQ(writers(), "SELECT");
  EXPECT_THAT(told.lines, Not(Contains(HasSubstr("taken back"))));
}

TEST_F(PostgresOurTables, RightToWriteIsTakenBack) {
  Told told;
  up(ScriptedChain({before(), after({"GRANT ALL ON ALL TABLES IN SCHEMA public TO public",
                                     "GRANT UPDATE (message) ON migrate_history TO public"})}),
     {.observer = &told});
  EXPECT_EQ(writers(), "SELECT");
  EXPECT_EQ(database_.ask("SELECT count(*) FROM pg_attribute WHERE attrelid = 'migrate_history'::regclass AND"
                          " attacl::text LIKE '%w%'"),
            "0");
  EXPECT_EQ(database_.ask("SELECT has_table_privilege('public', 't', 'INSERT')"), "t");
  EXPECT_THAT(told.lines,
              Contains("a revision granted rights to write the version and history tables, which were taken"
                       " back: REVOKE DELETE, INSERT, REFERENCES, TRIGGER, TRUNCATE, UPDATE (message), UPDATE"
                       " ON public.migrate_history FROM PUBLIC CASCADE; REVOKE DELETE, INSERT, REFERENCES,"
                       " TRIGGER, TRUNCATE, UPDATE ON public.migrate_version FROM PUBLIC CASCADE;"));
}

TEST_F(PostgresOurTables, RightThatWasThereBeforeStays) {
  database_.run("GRANT INSERT ON migrate_history TO public");
  up(ScriptedChain({before(), after({"GRANT ALL ON migrate_history TO public"})}));
  EXPECT_EQ(writers(), "INSERT SELECT");
}

TEST_F(PostgresOurTables, RightIsTakenBackAfterAStepOutsideATransaction) {
  Told told;
  ScriptedRevision outside{.id = "b", .parents = {"a"}, .up = {"GRANT DELETE ON migrate_version TO public"}};
  up(ScriptedChain({before(), alone(outside)}), {.observer = &told});
  EXPECT_EQ(writers(), "");
  EXPECT_THAT(
      told.lines,
      Contains(HasSubstr("taken back: REVOKE DELETE ON public.migrate_version FROM PUBLIC CASCADE;")));
}

TEST_F(PostgresOurTables, StepOutsideATransactionMayRewriteAndReindexThem) {
  for (const std::string statement :
       {"VACUUM FULL migrate_history", "REINDEX TABLE CONCURRENTLY migrate_version"}) {
    database_.clear();
    ScriptedRevision outside{.id = "b", .parents = {"a"}, .up = {statement}};
    EXPECT_THAT(up(ScriptedChain({before(), alone(outside)})).steps, SizeIs(2)) << statement;
  }
}

// A step in C++ always runs outside.
TEST_F(PostgresOurTables, StepOutsideATransactionMayNotTouchThem) {
  static std::string statement;
  for (const std::string touch : {"TRUNCATE migrate_history", "DELETE FROM migrate_version",
                                  "ALTER TABLE migrate_history ADD COLUMN z int",
                                  "CREATE RULE r AS ON DELETE TO migrate_version DO INSTEAD NOTHING"}) {
    database_.clear();
    statement = touch;
    const ScriptedRevision outside{.id = "b", .parents = {"a"}, .up = {"call touch"}};
    const ScriptedChain chain({before(), alone(outside)},
                              {{"touch", [](StepContext& context) { context.execute(statement); }}});
    const Error error = failure(chain);
    EXPECT_EQ(exit_code(error.kind()), incomplete) << touch;
    EXPECT_THAT(error.what(),
                HasSubstr("a revision must not touch the version and history tables, and what it"
                          " did outside a transaction is not undone"));
  }
}

TEST_F(PostgresOurTables, RowThatVanishesUnderTheLockFailsTheRun) {
  struct Deletes : Observer {
    explicit Deletes(const ServerDatabase& where) : database(where) {}
    void after_step(const StepEvent&, StepContext&) override { database.run("DELETE FROM migrate_version"); }
    const ServerDatabase& database;
  } deletes(database_);
  const Error error = failure(ScriptedChain({before(), after({})}), {.observer = &deletes});
  EXPECT_EQ(exit_code(error.kind()), failed);
  EXPECT_STREQ(
      error.what(),
      "a row of the version table that this run saw under its lock is gone: a revision removed it, or"
      " something that does not take the lock\nIts transaction was rolled back: the database is at a;"
      " this run changed nothing. Remove the cause and run the command again.");
  EXPECT_FALSE(has_column());
}

TEST_F(PostgresOurTables, CommitInABlockOrAProcedureFailsTheRevision) {
  for (const std::vector<std::string>& statements :
       {std::vector<std::string>{"DO $$ BEGIN COMMIT; END $$"},
        {"CREATE PROCEDURE p() LANGUAGE plpgsql AS $$ BEGIN COMMIT; END $$", "CALL p()"}}) {
    const Error error = failure(ScriptedChain({before(), after(statements)}));
    EXPECT_EQ(exit_code(error.kind()), failed);
    EXPECT_EQ(error.context().database_code, "2D000");
    EXPECT_THAT(error.what(),
                HasSubstr("invalid transaction termination (code 2D000)\nIts transaction was rolled"
                          " back: the database is at a; this run changed nothing."));
    EXPECT_FALSE(has_column());
    expect_untouched("a", "upgrade a");
  }
}

}  // namespace
}  // namespace migrate::testing
