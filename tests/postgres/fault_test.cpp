// Connections, programs and servers that die at bad moments. Whatever happens, the database is at a state
// that the chain names, and running again finishes.

#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include "postgres/postgres_database.h"
#include "support/cutting_proxy.h"

namespace migrate::testing {
namespace {

using ::testing::SizeIs;

Options one_each() {
  Options options;
  options.transaction = TransactionMode::each;
  return options;
}

const ScriptedChain& three_tables() {
  static const ScriptedChain chain({creates("a"), creates("b", {"a"}), creates("c", {"b"})});
  return chain;
}

// Does something when a run is about to hand over its statement number `at`.
class AtStatement : public Observer {
 public:
  AtStatement(int at, std::function<void()> act) : left_(at), act_(std::move(act)) {}
  void before_statement(const Statement&) override {
    if (left_-- == 0) act_();
  }
  void after_step(const StepEvent&, StepContext& context) override {
    if (left_ < 0) context.query("SELECT 1");
  }

 private:
  int left_;
  std::function<void()> act_;
};

class PostgresFault : public Postgres {
 protected:
  void expect_intact() {
    const std::vector<std::string> at = rows(three_tables());
    const std::size_t applied = at.empty() ? 0 : static_cast<std::size_t>(at.front()[0] - 'a') + 1;
    EXPECT_EQ(database_.has_table("a"), applied >= 1);
    EXPECT_EQ(database_.has_table("b"), applied >= 2);
    EXPECT_EQ(database_.has_table("c"), applied >= 3);
    EXPECT_THAT(database_.history(), SizeIs(applied));
  }
  void expect_rerun_finishes() {
    up(three_tables());
    EXPECT_THAT(rows(three_tables()), ElementsAre("c"));
    expect_intact();
  }
  // The others' sessions of this database.
  void end_sessions() {
    postgres_server().run("postgres",
                          "SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity WHERE datname = '" +
                              database_.name() + "' AND pid <> pg_backend_pid()");
  }
};

TEST_F(PostgresFault, SessionsThatTheServerEnds) {
  for (int at = 0; at < 3; ++at) {
    AtStatement ends(at, [&] { end_sessions(); });
    const Error error = failure(three_tables(), {.transaction = TransactionMode::each, .observer = &ends});
    EXPECT_EQ(error.kind(), ErrorKind::failed) << at;
    EXPECT_THAT(error.what(), HasSubstr("the connection to the server was lost; look at the server's log"));
    expect_intact();
    downgrade(connection_, three_tables(), "base");
    database_.run("DROP TABLE IF EXISTS migrate_version, migrate_history");
  }
  expect_rerun_finishes();
}

TEST_F(PostgresFault, ProgramsThatAreKilled) {
  for (const TransactionMode mode : {TransactionMode::all, TransactionMode::each})
    for (int at = 0; at < 3; ++at) {
      const pid_t program = fork();
      if (program == 0) {
        AtStatement dies(at, [] { raise(SIGKILL); });
        PostgresConnection connection(database_.url());
        upgrade(connection, three_tables(), {.transaction = mode, .observer = &dies});
        _exit(0);
      }
      int status = 0;
      waitpid(program, &status, 0);
      EXPECT_TRUE(WIFSIGNALED(status));
      expect_rerun_finishes();
      downgrade(connection_, three_tables(), "base");
      database_.run("DROP TABLE IF EXISTS migrate_version, migrate_history");
    }
}

TEST_F(PostgresFault, ServerThatCrashes) {
  AtStatement crashes(1, [] {
    postgres_server().stop_at_once();
    postgres_server().start();
  });
  EXPECT_EQ(failure(three_tables(), {.transaction = TransactionMode::each, .observer = &crashes}).kind(),
            ErrorKind::failed);
  EXPECT_THAT(rows(three_tables()), ElementsAre("a"));
  expect_intact();
  expect_rerun_finishes();
}

class PostgresCommit : public PostgresFault {
 protected:
  CuttingProxy proxy_{postgres_server().port()};
  PostgresConnection through_proxy_{"postgresql://postgres@127.0.0.1:" + std::to_string(proxy_.port()) + '/' +
                                        database_.name() + "?sslmode=disable&gssencmode=disable",
                                    {.connect_timeout = std::chrono::milliseconds(100)}};
};

TEST_F(PostgresCommit, ThatDidNotArriveIsTold) {
  proxy_.cut(Cut::before_commit);
  const Error error = error_of([&] { upgrade(through_proxy_, three_tables()); });
  EXPECT_EQ(error.kind(), ErrorKind::failed);
  EXPECT_STREQ(
      error.what(),
      "the connection to the server was lost during the commit, which did not take place (code 08006)\n"
      "Its transaction was rolled back: the database is at base; this run changed nothing. Remove the cause"
      " and run the command again.");
  expect_intact();
  expect_rerun_finishes();
}

TEST_F(PostgresCommit, WhoseAnswerIsLostCountsOnce) {
  proxy_.cut(Cut::after_commit);
  EXPECT_THAT(upgrade(through_proxy_, three_tables(), one_each()).steps, SizeIs(3));
  EXPECT_THAT(rows(three_tables()), ElementsAre("c"));
  expect_intact();
}

TEST_F(PostgresCommit, OfAServerThatIsGoneIsUnknown) {
  proxy_.cut(Cut::after_commit, true);
  const Error error = error_of(
      [&] { upgrade(through_proxy_, three_tables(), {.lock_timeout = std::chrono::milliseconds(100)}); });
  EXPECT_EQ(error.kind(), ErrorKind::unknown_outcome);
  EXPECT_STREQ(
      error.what(),
      "the connection to the server was lost during the commit, and the server cannot be asked whether it"
      " took place (code 08006)\nThe database is at base or where this transaction leads; this run changed"
      " nothing. \"current\" tells when the server can be reached again.");
  expect_intact();
}

}  // namespace
}  // namespace migrate::testing
