// Who may write to the history decides what a rollback runs.

#include "contract/newer_program.h"
#include "postgres/postgres_database.h"

namespace migrate::testing {
namespace {

using ::testing::Not;

// The database is at d, and the program at hand knows a and b.
class PostgresWriteRights : public Postgres {
 protected:
  std::string role(const std::string& name, const std::string& how = "") {
    std::string full = name + '_' + database_.name();
    database_.run("CREATE ROLE " + full + ' ' + how);
    return full;
  }
  std::string refusal(const std::vector<std::string>& revocations) const {
    std::string message =
        "5: other roles may change the tables that the stored downgrades are read from, so that a rollback "
        "could"
        " run their SQL with the rights of this role; nothing was changed. Take these rights away:";
    for (const std::string& statement : revocations) message += "\n  " + statement + ';';
    return message +
           "\nor, if you trust all of these roles, roll back with --trust-history (Options::trust_history)";
  }
  std::string refused() {
    return told(error_of([&] { rollback(connection_, two_tables()); }));
  }
  void expect_rolled_back(const Options& options = {}) {
    EXPECT_EQ(rollback(connection_, two_tables(), options).steps.size(), 2U);
    EXPECT_FALSE(database_.has_table("c"));
  }
  // A downgrade of the revision that its digest covers, as its author can write it.
  void store_downgrade(const std::string& json) {
    const ScriptedChain& chain = four_tables();
    core::RecordedRevision row = core::record_of(chain, *chain.chain().find_revision("d"), Dialect::postgres);
    row.downgrade = json;
    database_.run("UPDATE migrate_history SET downgrade = $$" + json + "$$, row_digest = '" + seal_of(row) +
                  "' WHERE revision = 'd'");
  }

  const std::string app_ = role("app");
};

TEST_F(PostgresWriteRights, ARightToChangeTheHistoryStopsTheRollback) {
  up(four_tables());
  for (const char* right : {"INSERT", "UPDATE", "DELETE", "TRUNCATE", "REFERENCES", "TRIGGER"}) {
    database_.run(std::string("GRANT ") + right + " ON migrate_history TO " + app_);
    EXPECT_EQ(refused(),
              refusal({std::string("REVOKE ") + right + " ON public.migrate_history FROM " + app_}));
    database_.run(std::string("REVOKE ") + right + " ON migrate_history FROM " + app_);
  }
  EXPECT_TRUE(database_.has_table("d"));
  expect_rolled_back();
}

// Between the look and the lock.
TEST_F(PostgresWriteRights, ARightThatIsGivenMeanwhileStopsTheRollback) {
  struct Grants : Observer {
    explicit Grants(std::function<void()> grants) : grant(std::move(grants)) {}
    void before_run(const Plan&) override { grant(); }
    std::function<void()> grant;
  };
  up(four_tables());
  Grants observer([&] { database_.run("GRANT UPDATE ON migrate_history TO " + app_); });
  EXPECT_EQ(told(error_of([&] { rollback(connection_, two_tables(), {.observer = &observer}); })),
            refusal({"REVOKE UPDATE ON public.migrate_history FROM " + app_}));
  EXPECT_TRUE(database_.has_table("d"));
}

TEST_F(PostgresWriteRights, ARightOnOneColumnStopsTheRollback) {
  up(four_tables());
  database_.run("GRANT UPDATE (downgrade, row_digest), SELECT ON migrate_history TO " + app_);
  EXPECT_EQ(
      refused(),
      refusal({"REVOKE UPDATE (downgrade), UPDATE (row_digest) ON public.migrate_history FROM " + app_}));
}

TEST_F(PostgresWriteRights, EveryPrintedLineIsNeededAndTogetherTheyAreEnough) {
  const std::string other = role("other");
  up(four_tables());
  database_.run("GRANT ALL ON ALL TABLES IN SCHEMA public TO PUBLIC");
  database_.run("GRANT UPDATE ON migrate_version TO " + app_ + " WITH GRANT OPTION");
  database_.run("SET ROLE " + app_ + "; GRANT UPDATE ON migrate_version TO " + other);
  database_.run("GRANT UPDATE (flags) ON migrate_history TO " + app_);
  const std::string all = "REVOKE DELETE, INSERT, REFERENCES, TRIGGER, TRUNCATE, UPDATE ON public.migrate_";
  const std::vector<std::string> lines{
      "REVOKE UPDATE (flags) ON public.migrate_history FROM " + app_, all + "history FROM PUBLIC",
      "REVOKE UPDATE ON public.migrate_version FROM " + app_ + " CASCADE",
      "REVOKE UPDATE ON public.migrate_version FROM " + other, all + "version FROM PUBLIC"};
  const std::string message = refused();
  for (const std::string& line : lines) EXPECT_THAT(message, HasSubstr("\n  " + line + ";\n"));
  for (const std::string& line : lines) database_.run(line);
  expect_rolled_back();
}

TEST_F(PostgresWriteRights, AMemberOfTheRoleThatWritesEverythingStopsTheRollback) {
  if (database_.ask("SELECT EXISTS (SELECT FROM pg_roles WHERE rolname = 'pg_write_all_data')") != "t")
    GTEST_SKIP() << "before PostgreSQL 14";
  up(four_tables());
  database_.run("GRANT pg_write_all_data TO " + app_);
  EXPECT_EQ(refused(), refusal({"REVOKE pg_write_all_data FROM " + app_}));
  database_.run("REVOKE pg_write_all_data FROM " + app_);
  expect_rolled_back();
}

TEST_F(PostgresWriteRights, RightsOfReadersAndSuperusersDoNotMatter) {
  const std::string superuser = role("super", "SUPERUSER");
  up(four_tables());
  database_.run("GRANT ALL ON migrate_history TO " + superuser);
  database_.run("GRANT SELECT ON migrate_history, migrate_version TO " + app_);
  expect_rolled_back();
}

TEST_F(PostgresWriteRights, AnUpgradeThatMayRollBackRefusesToo) {
  up(four_tables());
  database_.run("GRANT UPDATE ON migrate_history TO " + app_);
  EXPECT_EQ(told(failure(two_tables(), rolling_back())),
            refusal({"REVOKE UPDATE ON public.migrate_history FROM " + app_}));
  Options trusting = rolling_back();
  trusting.trust_history = true;
  EXPECT_EQ(up(two_tables(), trusting).steps.size(), 2U);
}

TEST_F(PostgresWriteRights, ARollbackThatTrustsTheHistoryGoesOn) {
  up(four_tables());
  database_.run("GRANT ALL ON migrate_history TO PUBLIC");
  Options trusting;
  trusting.trust_history = true;
  expect_rolled_back(trusting);
}

TEST_F(PostgresWriteRights, NothingElseDependsOnThem) {
  up(two_tables());
  database_.run("GRANT ALL ON ALL TABLES IN SCHEMA public TO PUBLIC");
  EXPECT_EQ(up(four_tables()).steps.size(), 2U);
  EXPECT_TRUE(check(connection_, four_tables()).at_head);
  EXPECT_THAT(rows(four_tables()), ElementsAre("d"));
  downgrade(connection_, four_tables(), "-1");
  EXPECT_EQ(database_.ask("SELECT has_table_privilege('" + app_ + "', 'migrate_history', 'UPDATE')"), "t");
}

TEST_F(PostgresWriteRights, DefaultPrivilegesToWriteAreTakenFromNewTables) {
  database_.run("ALTER DEFAULT PRIVILEGES GRANT ALL ON TABLES TO " + app_);
  database_.run("ALTER DEFAULT PRIVILEGES GRANT INSERT ON TABLES TO PUBLIC");
  up(four_tables());
  const auto may = [&](const std::string& right, const std::string& table) {
    return database_.ask("SELECT has_table_privilege('" + app_ + "', '" + table + "', '" + right + "')");
  };
  for (const std::string table : {"migrate_version", "migrate_history"}) {
    EXPECT_EQ(may("SELECT", table), "t");
    EXPECT_EQ(may("INSERT, UPDATE, DELETE, TRUNCATE, REFERENCES, TRIGGER", table), "f");
  }
  EXPECT_EQ(may("UPDATE", "a"), "t");
  expect_rolled_back();
}

TEST_F(PostgresWriteRights, AStoredDowngradeCannotLeaveItsRole) {
  const std::string owner = role("owner");
  database_.run("GRANT ALL ON SCHEMA public TO " + owner);
  PostgresConnection connection(database_.url(), {.role = owner});
  upgrade(connection, four_tables());
  for (const std::string escape :
       {"SET ROLE NONE", "RESET ROLE", "SET SESSION AUTHORIZATION DEFAULT; RESET ROLE",
        "SET LOCAL ROLE postgres"}) {
    store_downgrade("[{\"sql\":\"" + escape + "\"},{\"sql\":\"ALTER ROLE " + app_ + " SUPERUSER\"}]");
    const Error error = error_of([&] { rollback(connection, two_tables()); });
    EXPECT_EQ(exit_code(error.kind()), 8) << escape;
    EXPECT_EQ(error.context().statement, 1U) << escape;
    EXPECT_TRUE(database_.has_table("d"));
  }
  EXPECT_EQ(database_.ask("SELECT rolsuper FROM pg_roles WHERE rolname = '" + app_ + "'"), "f");
}

TEST_F(PostgresWriteRights, TheRoleThatAStoredDowngradeTookIsNamed) {
  const std::string owner = role("owner");
  database_.run("GRANT ALL ON SCHEMA public TO " + owner);
  PostgresConnection connection(database_.url(), {.role = owner});
  upgrade(connection, four_tables());
  store_downgrade(R"([{"sql":"SET ROLE NONE"}])");
  EXPECT_EQ(
      told(error_of([&] { rollback(connection, two_tables()); })),
      "8: revision \"d\", statement 1: a stored downgrade must not change the role that it runs as\n"
      "Its transaction was rolled back: the database is at d; this run changed nothing. Remove the cause"
      " and run the command again.");
}

TEST_F(PostgresWriteRights, AStoredItemIsOneStatement) {
  up(four_tables());
  store_downgrade(R"([{"sql":"DROP TABLE d; DROP TABLE a"}])");
  const Error error = error_of([&] { rollback(connection_, two_tables()); });
  EXPECT_THAT(error.what(), HasSubstr("cannot insert multiple commands into a prepared statement"));
  EXPECT_TRUE(database_.has_table("a"));
}

}  // namespace
}  // namespace migrate::testing
