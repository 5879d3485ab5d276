// Connections, programs and servers that die at bad moments. Whatever happens, the database is at a state
// that the chain names, the error says which, and running again finishes.

#include <signal.h>
#include <sys/resource.h>

#include <future>
#include <map>

#include "postgres/commit_outcome.h"
#include "postgres/postgres_database.h"
#include "support/cutting_proxy.h"
#include "support/number_in.h"
#include "support/program.h"

namespace migrate::testing {
namespace {

using ::testing::AnyOf;
using ::testing::StartsWith;

// Two revisions that share a transaction, one outside of any, and one more.
const ScriptedChain& four_stages() {
  static const ScriptedChain chain(
      {{.id = "a",
        .up = {"CREATE TABLE a (id int)", "CREATE INDEX on_a ON a (id)"},
        .down = {"DROP TABLE a"}},
       creates("b", {"a"}),
       alone({.id = "c",
              .parents = {"b"},
              .up = {"INSERT INTO a VALUES (1)", "CREATE INDEX CONCURRENTLY i ON b (id)",
                     "INSERT INTO a VALUES (2)"}}),
       creates("d", {"c"})});
  return chain;
}

// Does something when a run is about to hand over its statement number `at`, which is sent before the step is
// over.
class AtStatement : public Observer {
 public:
  AtStatement(int at, std::function<void()> act) : left_(at), act_(std::move(act)) {}
  void before_statement(const Statement&) override {
    if (left_-- == 0) act_();
  }
  void after_step(const StepEvent&, StepContext& context) override { context.query("SELECT 1"); }

 private:
  int left_;
  std::function<void()> act_;
};

void restart_server() {
  postgres_server().stop_at_once();
  postgres_server().start();
}

class PostgresFault : public Postgres {
 protected:
  struct State {
    std::string stage;     // the newest revision that is applied
    std::string finished;  // according to the history
    std::string made;      // but for the index of c
    std::string index;     // of c: whether it is valid
    std::string items;     // of c: how many are finished
    std::string rows;      // that they have left
  };
  State state() {
    OtherSession session(database_.url());
    State state;
    if (session.run("SELECT to_regclass('migrate_history')") != "") {
      state.stage = session.run("SELECT version_num FROM migrate_version");
      state.finished = session.run(
          "SELECT string_agg(revision, ' ' ORDER BY seq) FROM migrate_history WHERE state = 'done'");
    }
    if (state.stage >= "b") {
      state.items = session.run("SELECT max(items) FROM migrate_history WHERE revision = 'c'");
      state.rows = session.run("SELECT string_agg(id::text, ' ' ORDER BY id) FROM a");
    }
    state.made = session.run(
        "SELECT string_agg(relname, ' ' ORDER BY relname) FROM pg_class WHERE relname IN ('a', 'on_a', 'b', "
        "'d')");
    state.index = session.run("SELECT indisvalid FROM pg_index WHERE indexrelid = to_regclass('i')");
    return state;
  }
  std::string stage() { return state().stage; }
  static std::string rows_of(const std::string& items) {
    if (items == "3") return "1 2";
    return items == "1" || items == "2" ? "1" : "";
  }

  void expect_intact() {
    static const std::map<std::string, std::pair<std::string, std::string>> stages{
        {"", {"", ""}},
        {"a", {"a", "a on_a"}},
        {"b", {"a b", "a b on_a"}},
        {"c", {"a b c", "a b on_a"}},
        {"d", {"a b c d", "a b d on_a"}}};
    const State found = state();
    EXPECT_EQ(std::pair(found.finished, found.made), stages.at(found.stage));
    EXPECT_TRUE(found.stage < "c" || found.index == "t");
    EXPECT_EQ(found.rows, rows_of(found.items));
  }
  void expect_told(const Error& error) {
    EXPECT_THAT(error.kind(), AnyOf(ErrorKind::unavailable, ErrorKind::failed, ErrorKind::incomplete));
    const std::vector<std::string>& applied = error.context().applied;
    EXPECT_EQ(applied.empty() ? "" : applied.back(), stage()) << error.what();
  }
  void expect_rerun_finishes() {
    up(four_stages());
    EXPECT_EQ(stage(), "d");
    expect_intact();
  }

  // Those of the run, and not of the test.
  void end_sessions() {
    database_.run(
        "SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity"
        " WHERE datname = current_database() AND application_name = 'migrate'");
  }

  // Lets one message of a run after the other be the one where `strike` says what becomes of it, until a run
  // has no further message: every second one from `first` on, or as FAULT_SWEEP_EVERY says. `run_through`
  // starts the proxy and runs through it.
  void strike_messages(int first, const std::function<Fate()>& strike,
                       const std::function<void(CuttingProxy&)>& run_through) {
    const int step = static_cast<int>(number_in("FAULT_SWEEP_EVERY", 2));
    bool has_struck = true;
    for (int at = first % step; has_struck; at += step) {
      SCOPED_TRACE(at);
      std::atomic<int> left = at;
      {
        CuttingProxy proxy(
            postgres_server().port(), [&](std::string_view) { return left-- == 0 ? strike() : Fate::pass; },
            CuttingProxy::Serves::later);
        run_through(proxy);
      }
      has_struck = left < 0;
      expect_intact();
      expect_rerun_finishes();
      database_.clear();
    }
  }
  void upgrade_through(CuttingProxy& proxy) {
    proxy.start();
    PostgresConnection connection(proxy.url(database_.name()));
    upgrade_on(connection);
  }
  // The same on a connection of the program's.
  void upgrade_on_handle_through(CuttingProxy& proxy) {
    proxy.start();
    try {
      pqxx::connection program(proxy.url(database_.name()));
      PostgresConnection connection(program);
      upgrade_on(connection);
    } catch (const pqxx::broken_connection&) {
      // It could not even connect.
    }
  }
  void upgrade_on(Connection& connection) {
    try {
      upgrade(connection, four_stages());
      EXPECT_EQ(stage(), "d");
    } catch (const Error& error) {
      expect_told(error);
    }
  }
};

// The server hears nothing any more, not even of the end.
TEST_F(PostgresFault, LockOfAConnectionThatVanishedIsFreedWhenTheServersPatienceEnds) {
  CuttingProxy proxy(postgres_server().port(), [](std::string_view message) {
    return message.find("CREATE TABLE b") == std::string_view::npos ? Fate::pass : Fate::vanish_before;
  });
  PostgresConnection vanishing(proxy.url(database_.name()), {.idle_timeout = std::chrono::milliseconds(200)});
  EXPECT_EQ(error_of([&] { upgrade(vanishing, two_tables()); }).kind(), ErrorKind::failed);
  EXPECT_EQ(up(two_tables()).steps.size(), 2U);
  EXPECT_THAT(database_.history(), ElementsAre("upgrade a done", "upgrade b done"));
}

TEST_F(PostgresFault, ConnectionsThatEndBeforeAMessage) {
  strike_messages(
      0, [] { return Fate::cut_before; }, [this](CuttingProxy& proxy) { upgrade_through(proxy); });
}

TEST_F(PostgresFault, ConnectionsThatEndBeforeAnAnswer) {
  strike_messages(
      1, [] { return Fate::cut_after; }, [this](CuttingProxy& proxy) { upgrade_through(proxy); });
}

TEST_F(PostgresFault, ConnectionsOfTheProgramThatEndBeforeAnAnswer) {
  strike_messages(
      0, [] { return Fate::cut_after; }, [this](CuttingProxy& proxy) { upgrade_on_handle_through(proxy); });
}

TEST_F(PostgresFault, SessionsThatTheServerEnds) {
  const auto ends = [this] {
    end_sessions();
    return Fate::pass;
  };
  strike_messages(1, ends, [this](CuttingProxy& proxy) { upgrade_through(proxy); });
}

TEST_F(PostgresFault, ProgramsThatAreKilled) {
  std::promise<pid_t> process;
  const auto kills = [&] {
    kill(process.get_future().get(), SIGKILL);
    return Fate::pass;
  };
  strike_messages(0, kills, [&](CuttingProxy& proxy) {
    process = {};
    Program program([&] {
      PostgresConnection connection(proxy.url(database_.name()));
      upgrade(connection, four_stages());
    });
    proxy.start();
    process.set_value(program.process());
    program.wait();
  });
}

TEST_F(PostgresFault, ServersThatCrash) {
  for (int at = 1; at < 5; ++at) {
    AtStatement crashes(at, restart_server);
    expect_told(failure(four_stages(), {.transaction = TransactionMode::each, .observer = &crashes}));
    expect_intact();
    expect_rerun_finishes();
    database_.clear();
  }
}

TEST_F(PostgresFault, ServerThatIsNotUpYetIsWaitedFor) {
  postgres_server().stop_at_once();
  struct Starts : Observer {
    void waiting(std::string_view message) override {
      EXPECT_TRUE(message.starts_with("waiting for the server: cannot connect: ")) << message;
      postgres_server().start();
    }
  } starts;
  up(four_stages(), {.observer = &starts});
  EXPECT_EQ(stage(), "d");
}

// No server that is started as long as one exists writes a file beyond this size; it cannot tell that from a
// full disk. Its log files of 16 MiB have room.
class FullDisk {
 public:
  FullDisk() {
    getrlimit(RLIMIT_FSIZE, &before_);
    const rlimit small{(16u << 20) + 4096, before_.rlim_max};
    setrlimit(RLIMIT_FSIZE, &small);
  }
  FullDisk(const FullDisk&) = delete;
  FullDisk& operator=(const FullDisk&) = delete;
  ~FullDisk() { setrlimit(RLIMIT_FSIZE, &before_); }

 private:
  rlimit before_{};
};

TEST_F(PostgresFault, FullDiskRollsBack) {
  const ScriptedChain chain(
      {{.id = "a",
        .up = {"CREATE TABLE a (s text)", "ALTER TABLE a ALTER s SET STORAGE PLAIN",
               "INSERT INTO a SELECT repeat('x', 8000) FROM generate_series(1, 2200)"}}});
  {
    const FullDisk full;
    restart_server();
    const Error error = failure(chain);
    EXPECT_EQ(error.kind(), ErrorKind::failed);
    EXPECT_THAT(error.what(),
                StartsWith("versions/a.sql:12: revision \"a\", statement 3: could not extend file"));
    // The limit is another error than a full disk, and since PostgreSQL 16 the server says which.
    EXPECT_THAT(error.what(), AnyOf(HasSubstr("(Check free disk space.) (code 53100)\n"),
                                    HasSubstr(": File too large (Check free disk space.) (code XX000)\n")));
    EXPECT_THAT(error.what(), HasSubstr("\nIts transaction was rolled back: the database is at base;"));
  }
  EXPECT_EQ(stage(), "");
  restart_server();
  EXPECT_TRUE(up(chain).changed());
}

// Commits of the four stages: of the first two, of the items of the third, and of the fourth.
enum Commit : int { commit_of_b, commit_of_first_item, commit_of_second_item, commit_of_c, commit_of_d };

class PostgresCommit : public PostgresFault {
 protected:
  Report up_through(CuttingProxy& proxy, const Options& options = {}) {
    PostgresConnection connection(proxy.url(database_.name()),
                                  {.connect_timeout = std::chrono::milliseconds(100)});
    return upgrade(connection, four_stages(), options);
  }
  Error failure_through(CuttingProxy& proxy, const Options& options = {}) {
    return error_of([&] { up_through(proxy, options); });
  }
  void expect_counts_once(CuttingProxy& proxy) {
    EXPECT_EQ(up_through(proxy).steps.size(), 4u);
    EXPECT_EQ(stage(), "d");
    expect_intact();
  }
};

TEST_F(PostgresCommit, ThatDidNotArriveIsTold) {
  CuttingProxy proxy(postgres_server().port(), at_commit(commit_of_b, Fate::cut_before));
  const Error error = failure_through(proxy);
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
  CuttingProxy proxy(postgres_server().port(), at_commit(commit_of_b, Fate::cut_after));
  expect_counts_once(proxy);
}

// The server goes on waiting for the program that vanished, in an open transaction.
TEST_F(PostgresCommit, OfAConnectionThatVanishedIsEnded) {
  CuttingProxy proxy(postgres_server().port(), at_commit(commit_of_b, Fate::vanish_before));
  EXPECT_THAT(failure_through(proxy).what(), HasSubstr("during the commit, which did not take place"));
  expect_intact();
  expect_rerun_finishes();
}

// The session that vanished has a lock, which the rest of the run needs.
TEST_F(PostgresCommit, OfASessionWithALockEndsThatSession) {
  CuttingProxy proxy(postgres_server().port(), at_commit(commit_of_c, Fate::vanish_after));
  expect_counts_once(proxy);
}

TEST_F(PostgresCommit, OfARecordDoesNotLetAStepRunWithoutTheLock) {
  CuttingProxy proxy(postgres_server().port(), at_commit(commit_of_first_item, Fate::cut_after));
  const Error error = failure_through(proxy);
  EXPECT_EQ(error.kind(), ErrorKind::incomplete);
  EXPECT_STREQ(
      error.what(),
      "versions/c.sql:11: revision \"c\", statement 2: the session that held the lock is gone: its"
      " connection was lost, or a pooler between this program and the server gave it to another"
      " client\nIt runs outside a transaction,"
      " and part of it may remain: revision \"c\" is incomplete at item 2 of 3; the database is at b; this "
      "run"
      " had finished a, b before. Fix the cause and run the command again, which resumes at that item.");
  expect_rerun_finishes();
}

TEST_F(PostgresCommit, IsAlsoResolvedWhenTheRunIsToldToStop) {
  std::atomic<bool> stop = false;
  CuttingProxy proxy(postgres_server().port(),
                     [&, judge = at_commit(commit_of_d, Fate::cut_after)](std::string_view message) {
                       const Fate fate = judge(message);
                       if (fate != Fate::pass) stop = true;
                       return fate;
                     });
  EXPECT_EQ(up_through(proxy, {.stop = &stop}).steps.size(), 4u);
  EXPECT_EQ(stage(), "d");
}

TEST_F(PostgresCommit, OfAServerThatIsGoneIsUnknown) {
  CuttingProxy* refusing = nullptr;
  CuttingProxy proxy(postgres_server().port(),
                     [&, judge = at_commit(commit_of_b, Fate::cut_after)](std::string_view message) {
                       const Fate fate = judge(message);
                       if (fate != Fate::pass) refusing->refuse();
                       return fate;
                     });
  refusing = &proxy;
  const Error error = failure_through(proxy, {.lock_timeout = std::chrono::milliseconds(100)});
  EXPECT_EQ(error.kind(), ErrorKind::unknown_outcome);
  EXPECT_STREQ(
      error.what(),
      "the connection to the server was lost during the commit, and the server cannot be asked whether it"
      " took place (code 08006)\nThe database is at base or where this transaction leads. \"current\" tells "
      "when the server can be reached again.");
  expect_intact();
}

// A pooler may have given the session to another client in the meantime.
TEST_F(PostgresCommit, OfAnotherTransactionIsNotEnded) {
  OtherSession other(database_.url());
  other.run("BEGIN");
  const postgres::LostCommit lost{{.began = "0002", .transaction = other.run("SELECT txid_current()")},
                                  Value(other.run("SELECT pg_backend_pid()")),
                                  false};
  postgres::Server server(database_.url(), nullptr);
  EXPECT_EQ(postgres::ask_outcome(server, lost), postgres::Outcome::unknown);
  EXPECT_EQ(other.run("SELECT 'still here'"), "still here");
}

}  // namespace
}  // namespace migrate::testing
