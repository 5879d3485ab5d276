// What runs on PostgreSQL do when the program's memory runs out: it survives, and can go on. The server is
// another process, and has memory.

#include <stdlib.h>

#include "contract/allocation_sweep.h"
#include "contract/newer_program.h"
#include "postgres/postgres_database.h"

namespace migrate::testing {

namespace {

const ScriptedChain& chain_with_work() {
  ScriptedRevision calls = creates("b", {"a"});
  calls.up.emplace_back("call fill");
  static const ScriptedChain chain(
      {{.id = "a",
        .up = {"CREATE TABLE a (id integer)", "INSERT INTO a VALUES (1)"},
        .down = {"DROP TABLE a"}},
       calls},
      {{"fill", [](StepContext& context) { context.execute("INSERT INTO b VALUES ($1)", {7}); }}});
  return chain;
}

// Kerberos does not survive this: libpq asks it for each connection, if it may.
const int without_kerberos = setenv("PGGSSENCMODE", "disable", 1);

}  // namespace

class PostgresAllocations : public ::testing::Test {
 protected:
  using Work = std::function<void(Connection&)>;

  void sweep(const Work& prepare, const Work& run) {
    AllocationSweep({.restore =
                         [&] {
                           database_.clear();
                           PostgresConnection connection(database_.url());
                           prepare(connection);
                         },
                     .run =
                         [&] {
                           PostgresConnection connection(database_.url());
                           run(connection);
                         },
                     .state = [&] { return state(); },
                     .points = 15,
                     // libpqxx 6.4 forgets what it has of a connection that it could not make.
                     .leaks_nothing = false})
        .expect_right_ends();
  }

 private:
  std::string state() {
    std::string text;
    for (const std::string& table :
         database_.list("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename"))
      text += table + '\n';
    for (const std::string& entry : database_.history()) text += entry + '\n';
    return text;
  }

  ServerDatabase database_;
};

TEST_F(PostgresAllocations, OfAnUpgradeMayFail) {
  sweep([](Connection&) {}, [](Connection& connection) { upgrade(connection, chain_with_work()); });
}

TEST_F(PostgresAllocations, OfADowngradeMayFail) {
  sweep([](Connection& connection) { upgrade(connection, chain_with_work()); },
        [](Connection& connection) { downgrade(connection, chain_with_work(), "base"); });
}

TEST_F(PostgresAllocations, OfARollbackMayFail) {
  sweep([](Connection& connection) { upgrade(connection, four_tables()); },
        [](Connection& connection) { rollback(connection, two_tables()); });
}

}  // namespace migrate::testing

int main(int argc, char** argv) {
  ::testing::InitGoogleTest(&argc, argv);
  return migrate::testing::without_kerberos == 0 ? RUN_ALL_TESTS() : 70;
}
