// Runs in several threads of one program. The job "tsan" runs them with ThreadSanitizer.

#include "contract/threads.h"
#include "postgres/postgres_database.h"

namespace migrate::testing {

using ::testing::Each;

class PostgresThreads : public ::testing::Test {
 protected:
  ServerDatabase database_;
};

TEST_F(PostgresThreads, OnOneDatabaseApplyEachRevisionOnce) {
  std::atomic<std::size_t> applied = 0;
  EXPECT_THAT(in_threads(8,
                         [&](std::size_t) {
                           PostgresConnection connection(database_.url());
                           applied += upgrade_and_listen(connection);
                         }),
              Each(""));
  EXPECT_EQ(applied, chain_of_threads().chain().size());
}

TEST_F(PostgresThreads, WithHandlesOfTheirOwnApplyEachRevisionOnce) {
  std::atomic<std::size_t> applied = 0;
  EXPECT_THAT(in_threads(4,
                         [&](std::size_t) {
                           pqxx::connection handle(database_.url());
                           PostgresConnection connection(handle);
                           applied += upgrade_and_listen(connection);
                         }),
              Each(""));
  EXPECT_EQ(applied, chain_of_threads().chain().size());
}

TEST_F(PostgresThreads, InSchemasOfTheirOwnDoNotMeet) {
  for (const char* schema : {"s0", "s1", "s2", "s3"}) database_.run(std::string("CREATE SCHEMA ") + schema);
  EXPECT_THAT(in_threads(4,
                         [&](std::size_t i) {
                           PostgresConnection connection(database_.url());
                           const Options options{.schema = "s" + std::to_string(i)};
                           EXPECT_EQ(upgrade_and_listen(connection, options), 4U);
                           downgrade(connection, chain_of_threads(), "a", options);
                         }),
              Each(""));
}

TEST_F(PostgresThreads, LookWhileAnotherOneUpgrades) {
  EXPECT_THAT(in_threads(4,
                         [&](std::size_t i) {
                           PostgresConnection connection(database_.url());
                           if (i % 2 == 0) upgrade_and_listen(connection);
                           check(connection, chain_of_threads());
                         }),
              Each(""));
}

TEST_F(PostgresThreads, AreAllStoppedByOneFlag) {
  std::atomic<bool> stop = false;
  const ScriptedChain chain({{.id = "a", .up = {"SELECT pg_sleep(600)"}}}, Steps());
  std::thread stopper([&] {
    database_.wait_until(
        "SELECT count(*) > 0 FROM pg_stat_activity WHERE query LIKE '%pg_sleep(600)%' AND"
        " pid <> pg_backend_pid() AND state = 'active'");
    stop = true;
  });
  EXPECT_THAT(in_threads(3,
                         [&](std::size_t) {
                           PostgresConnection connection(database_.url());
                           upgrade(connection, chain, {.stop = &stop});
                         }),
              Each(HasSubstr("interrupted")));
  stopper.join();
}

}  // namespace migrate::testing
