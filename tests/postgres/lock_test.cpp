// Several runs, and others who hold what a run needs.

#include <atomic>

#include "engine/postgres/lock_key.h"
#include "migrate/line_log.h"
#include "postgres/postgres_database.h"

namespace migrate::testing {
namespace {

using std::chrono::milliseconds;
using ::testing::Contains;
using ::testing::MatchesRegex;
using ::testing::SizeIs;
using ::testing::StartsWith;

std::string lock_of(const std::string& schema) {
  return std::to_string(core::lock_key(schema, "migrate_version"));
}

// Keeps the lines that a run writes.
class Lines : public LineLog {
 public:
  Lines() : LineLog([this](std::string_view line) { lines.emplace_back(line); }) {}
  std::vector<std::string> lines;
};

class PostgresLock : public Postgres {
 protected:
  OtherSession other_{database_.url()};
  Lines lines_;
  Options options_{.lock_timeout = milliseconds(200), .observer = &lines_};
};

TEST_F(PostgresLock, KeyIsWhatTheDesignSays) {
  EXPECT_EQ(core::lock_key("public", "migrate_version"), 6082864032478267335);
}

TEST_F(PostgresLock, HolderIsNamed) {
  other_.run("SET application_name = 'the other'");
  other_.run("SELECT pg_advisory_lock(" + lock_of("public") + ")");
  const Error error = failure(two_tables(), options_);
  EXPECT_EQ(error.kind(), ErrorKind::busy);
  EXPECT_THAT(error.what(),
              MatchesRegex("the lock that serialises migrations is held by process [0-9]+ \\(\"the"
                           " other\", role postgres, from 127\\.0\\.0\\.1, connected for [0-9:]+,"
                           " idle; to end it: SELECT pg_terminate_backend\\([0-9]+\\)\\); waited 200"
                           " ms, nothing was changed\\. Run the command again when it is done"));
  EXPECT_THAT(lines_.lines, ElementsAre(StartsWith("waiting for the lock, held by process ")));
}

TEST_F(PostgresLock, OtherVersionTablesHaveOtherLocks) {
  other_.run("SELECT pg_advisory_lock(" + lock_of("tenant_b") + ")");
  EXPECT_TRUE(up(two_tables(), options_).changed());
}

TEST_F(PostgresLock, IsFreeAfterARun) {
  up(two_tables());
  EXPECT_EQ(other_.run("SELECT pg_try_advisory_lock(" + lock_of("public") + ")"), "t");
}

TEST_F(PostgresLock, ReaderThatStaysMakesTheRunGiveUp) {
  up(ScriptedChain({creates("a")}));
  other_.run("BEGIN");
  other_.run("SELECT * FROM a");
  PostgresConnection impatient(database_.url(), {.statement_lock_timeout = milliseconds(50)});
  const ScriptedChain chain(
      {creates("a"),
       {.id = "b",
        .parents = {"a"},
        .up = {"SET LOCAL statement_timeout = '5s'", "ALTER TABLE a ADD COLUMN x int"}}});
  const Error error = error_of([&] { upgrade(impatient, chain, options_); });
  EXPECT_EQ(error.kind(), ErrorKind::busy);
  EXPECT_THAT(error.what(),
              StartsWith("versions/b.sql:11: revision \"b\", statement 2: canceling statement due to"
                         " lock timeout; another session keeps what the statement needs (code 55P03)"));
  EXPECT_THAT(lines_.lines, Contains(StartsWith("trying again: canceling statement due to lock timeout")));
  EXPECT_THAT(rows(chain), ElementsAre("a"));
}

TEST_F(PostgresLock, ReaderThatLeavesLetsTheRunFinish) {
  up(ScriptedChain({creates("a")}));
  other_.run("BEGIN");
  other_.run("SELECT * FROM a");
  PostgresConnection impatient(database_.url(), {.statement_lock_timeout = milliseconds(50)});
  struct LetsGo : Observer {
    explicit LetsGo(OtherSession& session) : other(session) {}
    void waiting(std::string_view) override { other.run("COMMIT"); }
    OtherSession& other;
  } lets_go(other_);
  const ScriptedChain chain(
      {creates("a"), {.id = "b", .parents = {"a"}, .up = {"ALTER TABLE a ADD COLUMN x int"}}});
  EXPECT_THAT(upgrade(impatient, chain, {.observer = &lets_go}).steps, SizeIs(1));
}

TEST_F(PostgresLock, StopInterruptsTheStatementUnderWay) {
  std::atomic<bool> stop = false;
  struct Stops : Observer {
    explicit Stops(std::atomic<bool>& flag) : stop(flag) {}
    void after_step(const StepEvent&, StepContext&) override { stop = true; }
    std::atomic<bool>& stop;
  } stops(stop);
  const ScriptedChain chain({{.id = "a", .up = {"CREATE TABLE a (i int)", "SELECT pg_sleep(600)"}}});
  const Error error = failure(chain, {.observer = &stops, .stop = &stop});
  EXPECT_EQ(error.kind(), ErrorKind::failed);
  EXPECT_THAT(error.what(), HasSubstr("interrupted"));
  EXPECT_FALSE(database_.has_table("a"));
}

TEST_F(PostgresLock, StopEndsTheWaitForTheLock) {
  other_.run("SELECT pg_advisory_lock(" + lock_of("public") + ")");
  std::atomic<bool> stop = false;
  struct Stops : Observer {
    explicit Stops(std::atomic<bool>& flag) : stop(flag) {}
    void waiting(std::string_view) override { stop = true; }
    std::atomic<bool>& stop;
  } stops(stop);
  EXPECT_EQ(failure(two_tables(), {.observer = &stops, .stop = &stop}).kind(), ErrorKind::failed);
}

}  // namespace
}  // namespace migrate::testing
