// Revisions outside a transaction, as only PostgreSQL has them: procedures that commit, settings, locks, and
// statements of which the server alone knows that it refuses them in a transaction.

#include "engine/postgres/lock_key.h"
#include "postgres/postgres_database.h"

namespace migrate::testing {
namespace {

using std::chrono::milliseconds;

class PostgresItems : public Postgres {
 protected:
  static ScriptedRevision items(std::vector<std::string> up) {
    return alone({.id = "b", .parents = {"a"}, .up = std::move(up)});
  }
  static ScriptedChain chain_of(std::vector<std::string> up) {
    return ScriptedChain({creates("a"), items(std::move(up))});
  }
};

constexpr const char* fills_in_two_transactions =
    "CREATE PROCEDURE fill() LANGUAGE plpgsql AS $$ BEGIN INSERT INTO a VALUES (1); COMMIT; INSERT INTO a "
    "VALUES"
    " (2); END $$";

TEST_F(PostgresItems, ProcedureThatCommitsIsRecordedBeforeAndAfter) {
  up(chain_of({fills_in_two_transactions, "CALL fill()"}));
  EXPECT_EQ(database_.ask("SELECT count(*) FROM a"), "2");
  EXPECT_THAT(database_.history(), ElementsAre("upgrade a done", "upgrade b pending 1", "upgrade b done 2"));
}

TEST_F(PostgresItems, ProcedureThatFailsHalfWayIsRunAgain) {
  database_.run(
      "CREATE PROCEDURE fill() LANGUAGE plpgsql AS $$ BEGIN INSERT INTO a VALUES (1); COMMIT; INSERT INTO "
      "later"
      " VALUES (2); END $$");
  const ScriptedChain chain = chain_of({"CALL fill()", "CREATE TABLE last (id int)"});
  const Error error = failure(chain);
  EXPECT_EQ(error.kind(), ErrorKind::incomplete);
  EXPECT_THAT(
      error.what(),
      HasSubstr("\nIt runs outside a transaction, and part of it may remain: revision \"b\" is incomplete at"
                " item 1 of 2; the database is at a; this run had finished a before. Fix"));
  database_.run("CREATE TABLE later (id int)");
  up(chain);
  EXPECT_EQ(database_.ask("SELECT count(*) FROM a"), "2");
}

TEST_F(PostgresItems, BlockThatCommitsRunsOutsideATransaction) {
  up(chain_of({"DO $$ BEGIN INSERT INTO a VALUES (1); COMMIT; INSERT INTO a VALUES (2); END $$"}));
  EXPECT_EQ(database_.ask("SELECT count(*) FROM a"), "2");
}

// Nothing in its text says that it has to run outside a transaction.
TEST_F(PostgresItems, StatementThatTheServerRefusesInATransactionRunsOutsideOfOne) {
  database_.run("CREATE TABLE parts (id int) PARTITION BY RANGE (id)");
  up(chain_of({"CREATE TABLE b1 (id int)", "REINDEX TABLE parts"}));
  EXPECT_THAT(database_.history(), ElementsAre("upgrade a done", "upgrade b pending 1", "upgrade b done 2"));
}

TEST_F(PostgresItems, SettingLastsToTheEndOfItsRevision) {
  const std::vector<std::string> beginning{
      "SET maintenance_work_mem = '77MB'",
      "CREATE TABLE seen AS SELECT current_setting('maintenance_work_mem') AS setting"};
  std::vector<std::string> broken = beginning, fixed = beginning;
  broken.push_back("INSERT INTO nowhere VALUES (1)");
  fixed.push_back("INSERT INTO seen SELECT current_setting('maintenance_work_mem')");
  EXPECT_EQ(failure(chain_of(broken)).kind(), ErrorKind::incomplete);
  up(chain_of(fixed));
  EXPECT_EQ(database_.ask("SELECT string_agg(setting, ' ') FROM seen"), "77MB 77MB");
}

TEST_F(PostgresItems, ItemThatDoesNotGetItsLockIsTriedAgain) {
  up(ScriptedChain({creates("a")}));
  OtherSession other(database_.url());
  other.run("BEGIN");
  other.run("SELECT * FROM a");
  struct LetsGo : Observer {
    explicit LetsGo(OtherSession& session) : other(session) {}
    void waiting(std::string_view) override { other.run("COMMIT"); }
    OtherSession& other;
  } lets_go(other);
  PostgresConnection impatient(database_.url(), {.statement_lock_timeout = milliseconds(50)});
  upgrade(impatient, chain_of({"CREATE TABLE b1 (id int)", "ALTER TABLE a ADD COLUMN x int"}),
          {.observer = &lets_go});
  EXPECT_THAT(database_.history(), ElementsAre("upgrade a done", "upgrade b pending 1", "upgrade b done 2"));
}

TEST_F(PostgresItems, IndexIsBuiltAgainAtItsItem) {
  const std::string index = "CREATE UNIQUE INDEX CONCURRENTLY i ON a (id)";
  const ScriptedChain chain =
      chain_of({"INSERT INTO a VALUES (1), (1)", "CREATE INDEX CONCURRENTLY j ON a (id)", index});
  const Error error = failure(chain);
  EXPECT_EQ(error.kind(), ErrorKind::incomplete);
  EXPECT_STREQ(
      error.what(),
      "versions/b.sql:12: revision \"b\", statement 3: could not create unique index \"i\" (Key (id)=(1) is"
      " duplicated.); an invalid index may be left, which the next run builds again (code 23505)\n"
      "It runs outside a transaction, and part of it may remain: revision \"b\" is incomplete at item 3 of "
      "3; the"
      " database is at a; this run had finished a before. Fix the cause and run the command again, which "
      "resumes"
      " at that item.");
  EXPECT_EQ(database_.ask("SELECT indisvalid FROM pg_index WHERE indexrelid = 'i'::regclass"), "f");
  const std::string other_index = database_.ask("SELECT 'j'::regclass::oid");
  database_.run("DELETE FROM a");
  up(chain);
  EXPECT_EQ(database_.ask("SELECT indisvalid FROM pg_index WHERE indexrelid = 'i'::regclass"), "t");
  EXPECT_EQ(database_.ask("SELECT 'j'::regclass::oid"), other_index);
}

TEST_F(PostgresItems, SettingEndsWithItsRevision) {
  const auto after = [](std::string id, std::string parent, std::vector<std::string> up) {
    return alone({.id = std::move(id), .parents = {std::move(parent)}, .up = std::move(up)});
  };
  up(ScriptedChain({creates("a"), after("b", "a", {"SET maintenance_work_mem = '77MB'", "VACUUM a"}),
                    after("c", "b",
                          {"CREATE TABLE seen AS SELECT current_setting('maintenance_work_mem') AS setting",
                           "VACUUM a"})}));
  EXPECT_NE(database_.ask("SELECT setting FROM seen"), "77MB");
}

// Another session has the lock, and gives it back when the run waits for it. At the statement it does not get
// it again.
TEST_F(PostgresItems, HoldTheLockOutsideTheirTransactions) {
  struct Other : Observer {
    explicit Other(const std::string& url) : session(url) {}
    std::string ask(const std::string& function) {
      return session.run("SELECT " + function + '(' +
                         std::to_string(core::lock_key("public", "migrate_version")) + ')');
    }
    void waiting(std::string_view) override { ask("pg_advisory_unlock"); }
    void before_statement(const Statement& statement) override {
      if (statement.text.starts_with("VACUUM")) got = ask("pg_try_advisory_lock");
    }
    OtherSession session;
    std::string got;
  };
  up(ScriptedChain({creates("a")}));
  Other other(database_.url());
  EXPECT_EQ(other.ask("pg_try_advisory_lock"), "t");
  upgrade(connection_, chain_of({"VACUUM a"}), {.observer = &other});
  EXPECT_EQ(other.got, "f");
}

TEST_F(PostgresItems, TransactionThatAnItemLeavesOpenIsRolledBack) {
  database_.run("CREATE PROCEDURE nothing() LANGUAGE sql AS ''");
  EXPECT_THAT(failure(chain_of({"CALL nothing(); BEGIN; CREATE TABLE left_open (id int)"})).what(),
              HasSubstr("the revision left a transaction open, which was rolled back"));
  EXPECT_FALSE(database_.has_table("left_open"));
}

TEST_F(PostgresItems, RightsThatAProcedureGivesOnOurTablesAreTakenBack) {
  const std::string app = "app_" + database_.name();
  database_.run("CREATE ROLE " + app);
  database_.run("CREATE PROCEDURE give() LANGUAGE plpgsql AS $$ BEGIN GRANT UPDATE ON migrate_history TO " +
                app + "; COMMIT; END $$");
  up(chain_of({"CALL give()"}));
  EXPECT_EQ(database_.ask("SELECT has_table_privilege('" + app + "', 'migrate_history', 'UPDATE')"), "f");
}

}  // namespace
}  // namespace migrate::testing
