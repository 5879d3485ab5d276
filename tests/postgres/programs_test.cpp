// Programs that migrate the same database at the same time, or die while the server works for them.

#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <memory>

#include "postgres/postgres_database.h"
#include "support/program.h"

namespace migrate::testing {
namespace {

using ::testing::Each;

const ScriptedChain& with_index() {
  static const ScriptedChain chain(
      {creates("a"), creates("b", {"a"}),
       alone({.id = "c",
              .parents = {"b"},
              .up = {"CREATE TABLE c (id int)", "CREATE INDEX CONCURRENTLY i ON b (id)"}}),
       creates("d", {"c"})});
  return chain;
}

class PostgresPrograms : public Postgres {
 protected:
  std::unique_ptr<Program> start() {
    return std::make_unique<Program>([this] {
      PostgresConnection connection(database_.url());
      upgrade(connection, with_index());
    });
  }
  std::vector<std::unique_ptr<Program>> start_eight() {
    std::vector<std::unique_ptr<Program>> programs;
    for (int i = 0; i < 8; ++i) programs.push_back(start());
    return programs;
  }
  static std::vector<int> exit_codes(const std::vector<std::unique_ptr<Program>>& programs) {
    std::vector<int> codes;
    for (const auto& program : programs) codes.push_back(program->wait());
    return codes;
  }
  std::string index() {
    return database_.ask("SELECT indisvalid FROM pg_index WHERE indexrelid = 'i'::regclass");
  }

  void expect_each_revision_once() {
    EXPECT_THAT(database_.history(), ElementsAre("upgrade a done", "upgrade b done", "upgrade c pending 1",
                                                 "upgrade c done 2", "upgrade d done"));
    EXPECT_EQ(database_.ask("SELECT string_agg(seq::text, ' ' ORDER BY seq) FROM migrate_history"),
              "1 2 3 4 5");
    EXPECT_EQ(index(), "t");
    EXPECT_EQ(database_.ask("SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()"),
              "0");
  }
  // The one whose turn it is cannot build the index as long as `writer_` does not commit.
  void wait_until_index_waits() {
    database_.wait_until(
        "SELECT count(*) > 0 FROM pg_stat_progress_create_index WHERE phase LIKE 'waiting for%'");
  }
  void write_to_table() {
    writer_.run("BEGIN");
    writer_.run("INSERT INTO b VALUES (1)");
  }

  OtherSession writer_{database_.url()};
};

TEST_F(PostgresPrograms, EightOnAnEmptyDatabaseApplyEachRevisionOnce) {
  for (int round = 0; round < 3; ++round) {
    EXPECT_THAT(exit_codes(start_eight()), Each(0));
    expect_each_revision_once();
    database_.clear();
  }
}

TEST_F(PostgresPrograms, EightWaitWhileOneBuildsAnIndex) {
  upgrade(connection_, with_index(), "b");
  write_to_table();
  const auto programs = start_eight();
  wait_until_index_waits();
  database_.wait_until(
      "SELECT count(*) = 7 FROM pg_stat_activity WHERE datname = current_database()"
      " AND application_name = 'migrate' AND query LIKE '%pg_locks%'");
  writer_.run("COMMIT");
  EXPECT_THAT(exit_codes(programs), Each(0));
  expect_each_revision_once();
}

TEST_F(PostgresPrograms, EndedSessionLeavesAnIndexThatARerunBuilds) {
  upgrade(connection_, with_index(), "b");
  write_to_table();
  const auto program = start();
  wait_until_index_waits();
  database_.run("SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_progress_create_index");
  EXPECT_EQ(program->wait(), exit_code(ErrorKind::incomplete));
  EXPECT_EQ(index(), "f");
  writer_.run("COMMIT");
  up(with_index());
  expect_each_revision_once();
}

TEST_F(PostgresPrograms, KilledOneLosesItsLockBeforeTheIndexIsBuilt) {
  upgrade(connection_, with_index(), "b");
  write_to_table();
  const auto program = start();
  wait_until_index_waits();
  kill(program->process(), SIGKILL);
  database_.wait_until("SELECT count(*) = 0 FROM pg_locks WHERE locktype = 'advisory'");
  writer_.run("COMMIT");
  up(with_index());
  expect_each_revision_once();
}

// A program that is stopped in the middle of a transaction, as on a machine that hangs: the server ends its
// session, and the next run goes on.
TEST_F(PostgresPrograms, FrozenOneLosesItsLockWhenTheServersPatienceEnds) {
  const ScriptedChain chain({creates("a"), {.id = "b", .parents = {"a"}, .up = {"SELECT 1", "call freeze"}}},
                            {{"freeze", [](StepContext& context) {
                                context.query("SELECT 1");
                                kill(getpid(), SIGSTOP);
                              }}});
  Program frozen([&] {
    PostgresConnection connection(database_.url(), {.idle_timeout = std::chrono::milliseconds(200)});
    upgrade(connection, chain);
  });
  int status = 0;
  waitpid(frozen.process(), &status, WUNTRACED);
  ASSERT_TRUE(WIFSTOPPED(status));
  EXPECT_EQ(up(two_tables()).steps.size(), 2U);
  EXPECT_THAT(database_.history(), ElementsAre("upgrade a done", "upgrade b done"));
  kill(frozen.process(), SIGCONT);
  EXPECT_EQ(frozen.wait(), exit_code(ErrorKind::failed));
  EXPECT_THAT(database_.history(), ElementsAre("upgrade a done", "upgrade b done"));
}

TEST_F(PostgresPrograms, ReaderThatStaysMakesNoOthersStarve) {
  const ScriptedChain chain(
      {creates("a"), {.id = "b", .parents = {"a"}, .up = {"SELECT 1", "ALTER TABLE a ADD COLUMN x int"}}});
  upgrade(connection_, chain, "a");
  OtherSession staying(database_.url());
  staying.run("BEGIN");
  staying.run("SELECT * FROM a");
  Program program([&] { upgrade(connection_, chain); });
  database_.wait_until("SELECT count(*) > 0 FROM pg_locks WHERE relation = 'a'::regclass AND NOT granted");
  OtherSession reader(database_.url());
  reader.run("SET lock_timeout = '60s'");
  EXPECT_EQ(reader.run("SELECT count(*) FROM a"), "0");
  staying.run("COMMIT");
  EXPECT_EQ(program.wait(), 0);
}

// As when its host vanishes, of which the server hears nothing.
TEST_F(PostgresPrograms, OneThatIsSilentLosesItsLockInTime) {
  Program silent([&] {
    PostgresOptions options;
    options.idle_timeout = std::chrono::milliseconds(200);
    PostgresConnection connection(database_.url(), options);
    upgrade(connection, ScriptedChain({{.id = "a", .up = {"call hang"}}},
                                      Steps{{"hang", [](StepContext& context) {
                                               context.execute("CREATE TABLE of_silent (id int)");
                                               ::raise(SIGSTOP);
                                             }}}));
  });
  int status = 0;
  ASSERT_EQ(::waitpid(silent.process(), &status, WUNTRACED), silent.process());
  EXPECT_EQ(upgrade(connection_, ScriptedChain({creates("a"), creates("b", {"a"})})).steps.size(), 2U);
  EXPECT_FALSE(database_.has_table("of_silent"));
  ::kill(silent.process(), SIGCONT);
  EXPECT_EQ(silent.wait(), 8);
  EXPECT_THAT(database_.history(), ElementsAre("upgrade a done", "upgrade b done"));
}

}  // namespace
}  // namespace migrate::testing
