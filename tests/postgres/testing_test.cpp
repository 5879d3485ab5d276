// migrate/testing_postgres.h: a migrated database for each test.

#include "migrate/testing_postgres.h"

#include <csignal>
#include <cstdio>
#include <set>
#include <thread>

#include "postgres/postgres_database.h"

namespace migrate::testing {
namespace {

std::string admin_url() {
  return postgres_server().url("postgres");
}

std::vector<std::string> ask(const std::string& url, const std::string& sql) {
  pqxx::connection connection(url);
  pqxx::nontransaction work(connection);
  std::vector<std::string> lines;
  for (const auto& row : work.exec(sql)) lines.push_back(row[0].c_str());
  return lines;
}

std::vector<std::string> tables_of(const PostgresDatabase& database) {
  return ask(database.url(),
             "SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace AND"
             " relname NOT LIKE 'migrate%' ORDER BY relname");
}

std::vector<std::string> test_databases() {
  return ask(admin_url(), "SELECT datname FROM pg_database WHERE datname LIKE 'migrate\\_test\\_%'");
}

// Runs one of these tests in a process of its own, on the server of this one: what that prints, and "exit 0"
// when it ended well.
std::string run_again(const std::string& test) {
  const std::string self = std::filesystem::read_symlink("/proc/self/exe");
  const std::string command = "ADMIN_URL='" + admin_url() + "' '" + self +
                              "' --gtest_also_run_disabled_tests --gtest_filter=PostgresTesting." + test +
                              " 2>&1";
  std::FILE* pipe = ::popen(command.c_str(), "r");
  std::string output;
  for (int byte; (byte = std::fgetc(pipe)) != EOF;) output += static_cast<char>(byte);
  return output + "exit " + std::to_string(::pclose(pipe));
}

}  // namespace

TEST(PostgresTesting, HasTheWholeChain) {
  PostgresDatabase database(two_tables(), admin_url());
  EXPECT_THAT(tables_of(database), ElementsAre("a", "b"));
  EXPECT_TRUE(check(database.connection(), two_tables()).at_head);
}

TEST(PostgresTesting, IsOfOneTestOnly) {
  PostgresDatabase one(two_tables(), admin_url()), other(two_tables(), admin_url());
  EXPECT_NE(one.name(), other.name());
  postgres_server().run(one.name(), "INSERT INTO a VALUES (1)");
  EXPECT_THAT(ask(other.url(), "SELECT count(*) FROM a"), ElementsAre("0"));
}

TEST(PostgresTesting, StartsAtAnOlderRevision) {
  PostgresDatabase database(two_tables(), admin_url(), "a");
  EXPECT_THAT(tables_of(database), ElementsAre("a"));
  upgrade(database.connection(), two_tables());
  EXPECT_THAT(tables_of(database), ElementsAre("a", "b"));
}

TEST(PostgresTesting, DropsItWhateverIsConnected) {
  std::string name;
  {
    PostgresDatabase database(two_tables(), admin_url());
    name = database.name();
    static OtherSession left_open(database.url());
    left_open.run("BEGIN");
  }
  EXPECT_THAT(test_databases(), ::testing::Not(::testing::Contains(name)));
}

TEST(PostgresTesting, SaysWhatFails) {
  const std::size_t before = test_databases().size();
  EXPECT_THAT(error_of([] { PostgresDatabase database(ScriptedChain({fails("a")}), admin_url()); }).what(),
              HasSubstr("relation \"nowhere\" does not exist"));
  EXPECT_EQ(test_databases().size(), before);
}

TEST(PostgresTesting, IsForThreads) {
  std::vector<std::thread> threads;
  std::vector<std::string> names(6);
  const std::string url = admin_url();  // the server ends with the thread that starts it
  for (std::string& name : names)
    threads.emplace_back([&name, &url] {
      PostgresDatabase database(two_tables(), url);
      if (is_current(database.connection(), two_tables())) name = database.name();
    });
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(std::set<std::string>(names.begin(), names.end()).size(), 6);
}

// The second process finds what the first one left, and what this one still has.
TEST(PostgresTesting, DropsWhatAKilledProcessLeft) {
  PostgresDatabase mine(two_tables(), admin_url());
  const std::size_t before = test_databases().size();
  run_again("DISABLED_IsKilled");
  EXPECT_EQ(test_databases().size(), before + 2);
  EXPECT_THAT(run_again("DISABLED_EndsInOrder"), ::testing::EndsWith("exit 0"));
  EXPECT_EQ(test_databases().size(), before);
  EXPECT_THAT(tables_of(mine), ElementsAre("a", "b"));
}

TEST(PostgresTesting, DISABLED_IsKilled) {
  PostgresDatabase database(two_tables(), std::getenv("ADMIN_URL"));
  std::raise(SIGKILL);
}

TEST(PostgresTesting, DISABLED_EndsInOrder) {
  const std::string url = std::getenv("ADMIN_URL");
  // The server notices that the other's session is gone when it reads from it.
  while (ask(url, "SELECT count(*) FROM pg_stat_activity WHERE application_name = 'migrate tests'").at(0) !=
         "1")
    std::this_thread::yield();
  PostgresDatabase database(two_tables(), url);
}

// libpqxx takes its tables down at the end of a process: what is sent to the server afterwards reads freed
// memory, as the sanitizers report.
TEST(PostgresTesting, EndsItsSessionBeforeLibpqxxEnds) {
  const std::size_t before = test_databases().size();
  EXPECT_THAT(run_again("DISABLED_ConnectsFirst"), ::testing::EndsWith("exit 0"));
  EXPECT_EQ(test_databases().size(), before);
}

TEST(PostgresTesting, DISABLED_ConnectsFirst) {
  PostgresDatabase database(two_tables(), std::getenv("ADMIN_URL"));
}

TEST(PostgresTesting, HasTheUrlOfTheAdministratorOtherwise) {
  const std::string server = "postgresql://postgres@127.0.0.1:" + std::to_string(postgres_server().port());
  for (const std::string& url : {server + "/postgres?application_name=x", server + "/?dbname=postgres"}) {
    PostgresDatabase database(two_tables(), url);
    EXPECT_THAT(ask(database.url(), "SELECT current_database()"), ElementsAre(database.name()));
  }
}

}  // namespace migrate::testing
