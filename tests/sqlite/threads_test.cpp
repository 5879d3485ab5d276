// Runs in several threads of one program. The job "tsan" runs them with ThreadSanitizer.

#include <signal.h>

#include <array>
#include <latch>

#include "contract/threads.h"
#include "sqlite/on_handle.h"

namespace migrate::testing {

using ::testing::Each;

namespace {

// Without end, until it is told to stop.
const ScriptedChain& endless() {
  static const ScriptedChain chain({{.id = "a",
                                     .up = {"CREATE TABLE a (id INTEGER)",
                                            "INSERT INTO a WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL "
                                            "SELECT i FROM n) SELECT i FROM n WHERE i > 1"}}});
  return chain;
}

std::atomic<bool> stopped_by_signal = false;

// Steps are plain functions, and these are for one test each.
SQLite::Database* handle_in_use = nullptr;
std::string refusal;
void use_handle_in_another_thread(StepContext&) {
  std::thread thread([] {
    SqliteConnection other(*handle_in_use);
    refusal = error_of([&] { upgrade(other, chain_of_threads()); }).what();
  });
  thread.join();
}

constexpr int stopped_threads = 4;
std::atomic<bool> stops_all = false;
std::atomic<int> begun = 0;
void stop_all_when_last(StepContext&) {
  if (++begun == stopped_threads) stops_all = true;
  while (!stops_all) std::this_thread::yield();
}

// Says when the statement without end begins.
class AtLastStatement : public Observer {
 public:
  void before_statement(const Statement& statement) override {
    if (statement.number == 2) begins_.count_down();
  }
  void wait() { begins_.wait(); }

 private:
  std::latch begins_{1};
};

}  // namespace

class Threads : public ::testing::Test {
 protected:
  std::string file(std::size_t number) const { return folder_.file(std::to_string(number) + ".db"); }

  // An error in the words of a run that was stopped, whose thread ends.
  Error error_when(const std::function<void()>& stop, const std::atomic<bool>& flag) const {
    AtLastStatement observer;
    std::thread stopper([&] {
      observer.wait();
      stop();
    });
    SqliteConnection connection(file(0));
    Error error = error_of([&] { upgrade(connection, endless(), {.observer = &observer, .stop = &flag}); });
    stopper.join();
    return error;
  }

  TemporaryFolder folder_;
};

TEST_F(Threads, OnOneFileApplyEachRevisionOnce) {
  std::atomic<std::size_t> applied = 0;
  EXPECT_THAT(in_threads(8,
                         [&](std::size_t) {
                           SqliteConnection connection(file(0));
                           applied += upgrade_and_listen(connection);
                         }),
              Each(""));
  EXPECT_EQ(applied, chain_of_threads().chain().size());
}

TEST_F(Threads, WithHandlesOfTheirOwnApplyEachRevisionOnce) {
  std::atomic<std::size_t> applied = 0;
  EXPECT_THAT(in_threads(8,
                         [&](std::size_t) {
                           SQLite::Database db(file(0), read_write);
                           SqliteConnection connection(db);
                           applied += upgrade_and_listen(connection);
                         }),
              Each(""));
  EXPECT_EQ(applied, chain_of_threads().chain().size());
}

TEST_F(Threads, OnFilesOfTheirOwnDoNotMeet) {
  EXPECT_THAT(in_threads(8,
                         [&](std::size_t i) {
                           SqliteConnection connection(file(i));
                           EXPECT_EQ(upgrade_and_listen(connection), 4U);
                           downgrade(connection, chain_of_threads(), "a");
                           EXPECT_EQ(upgrade_and_listen(connection), 3U);
                         }),
              Each(""));
}

TEST_F(Threads, LookWhileAnotherOneUpgrades) {
  EXPECT_THAT(in_threads(6,
                         [&](std::size_t i) {
                           SqliteConnection connection(file(0));
                           if (i % 2 == 0) upgrade_and_listen(connection);
                           check(connection, chain_of_threads());
                           EXPECT_LE(current(connection, chain_of_threads()).rows.size(), 1U);
                         }),
              Each(""));
}

TEST_F(Threads, CannotRunOnOneHandleAtOnce) {
  SQLite::Database db(file(0), read_write);
  handle_in_use = &db;
  SqliteConnection connection(db);
  upgrade(connection, ScriptedChain({{.id = "a", .up = {"call again"}}},
                                    Steps{{"again", &use_handle_in_another_thread}}));
  EXPECT_THAT(refusal, HasSubstr("in a transaction"));
}

TEST_F(Threads, AreStoppedByAnotherOne) {
  std::atomic<bool> stop = false;
  const Error error = error_when([&] { stop = true; }, stop);
  EXPECT_EQ(error.kind(), ErrorKind::failed);
  EXPECT_THAT(error.what(), HasSubstr("interrupted"));
}

TEST_F(Threads, AreStoppedByASignal) {
  stopped_by_signal = false;
  struct sigaction action {
  }, before{};
  action.sa_handler = [](int) { stopped_by_signal = true; };
  ASSERT_EQ(sigaction(SIGUSR1, &action, &before), 0);
  const pthread_t running = pthread_self();
  const Error error = error_when([&] { pthread_kill(running, SIGUSR1); }, stopped_by_signal);
  sigaction(SIGUSR1, &before, nullptr);
  EXPECT_THAT(error.what(), HasSubstr("interrupted"));
}

TEST_F(Threads, AreAllStoppedByOneFlag) {
  stops_all = false;
  begun = 0;
  const ScriptedChain chain({{.id = "a", .up = {"call wait", "CREATE TABLE a (id INTEGER)"}}},
                            Steps{{"wait", &stop_all_when_last}});
  EXPECT_THAT(in_threads(stopped_threads,
                         [&](std::size_t i) {
                           SqliteConnection connection(file(i));
                           upgrade(connection, chain, {.stop = &stops_all});
                         }),
              Each(HasSubstr("interrupted")));
}

}  // namespace migrate::testing
