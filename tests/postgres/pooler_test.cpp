// Through a pooler that gives each transaction another session of the server.

#include <signal.h>

#include <filesystem>
#include <fstream>

#include "postgres/postgres_database.h"

namespace migrate::testing {
namespace {

using ::testing::AnyOf;
using ::testing::SizeIs;
using ::testing::StrEq;

class Pooler {
 public:
  explicit Pooler(const std::string& database, const std::string& mode = "transaction") : port_(free_port()) {
    const std::filesystem::path settings = postgres_server().folder() / (database + "-pooler.ini");
    std::ofstream(settings) << "[databases]\n* = user=postgres host=127.0.0.1 port="
                            << postgres_server().port()
                            << "\n[pgbouncer]\nlisten_addr = 127.0.0.1\nlisten_port = " << port_
                            << "\nauth_type = any\npool_mode = " << mode
                            << "\ndefault_pool_size = 1\nunix_socket_dir =\n";
    std::filesystem::permissions(settings, std::filesystem::perms::others_read,
                                 std::filesystem::perm_options::add);
    process_ = ServerProcess({"/usr/sbin/pgbouncer", settings.string()}, settings.string() + ".log");
    url_ = "postgresql://postgres@127.0.0.1:" + std::to_string(port_) + '/' + database;
    wait_for_server(url_);
  }
  ~Pooler() { process_.end(15); }

  const std::string& url() const { return url_; }

 private:
  int port_;
  std::string url_;
  ServerProcess process_;
};

class PostgresPooler : public Postgres {
 protected:
  Pooler pooler_{database_.name()};
  PostgresConnection pooled_{pooler_.url()};
};

TEST_F(PostgresPooler, TransactionsWorkAndLeaveNothingInItsSessions) {
  const ScriptedChain chain(
      {creates("a"),
       {.id = "b", .parents = {"a"}, .up = {"SET lock_timeout = 12345", "SET search_path = pg_catalog"}}});
  EXPECT_THAT(upgrade(pooled_, chain).steps, SizeIs(2));
  OtherSession next(pooler_.url());
  EXPECT_EQ(next.run("SELECT current_setting('lock_timeout') || ' ' || current_setting('search_path')"),
            "0 \"$user\", public");
  EXPECT_EQ(next.run("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory'"), "0");
}

TEST_F(PostgresPooler, ConnectionOfTheProgramsIsRefused) {
  pqxx::connection program(pooler_.url());
  PostgresConnection shared(program);
  const Error error = error_of([&] { upgrade(shared, two_tables()); });
  EXPECT_EQ(error.kind(), ErrorKind::usage);
  EXPECT_STREQ(error.what(),
               "there is a pooler between this program and the server, so that the settings of the connection"
               " could not be restored; nothing was changed. Give the URL instead of the connection");
}

TEST_F(PostgresPooler, StepOutsideATransactionIsRefusedBeforeAnythingElse) {
  const ScriptedChain chain(
      {creates("a"), alone({.id = "b", .parents = {"a"}, .up = {"CREATE INDEX CONCURRENTLY i ON a (id)"}})});
  const Error error = error_of([&] { upgrade(pooled_, chain); });
  EXPECT_EQ(error.kind(), ErrorKind::unavailable);
  EXPECT_THAT(error.what(), HasSubstr("there is a pooler between this program and the server"));
  EXPECT_FALSE(database_.has_table("a"));
}

// Nothing that a client can ask tells this from transaction mode.
TEST_F(Postgres, StepOutsideATransactionIsRefusedThroughAPoolerInSessionMode) {
  const Pooler pooler(database_.name(), "session");
  PostgresConnection pooled(pooler.url());
  const ScriptedChain chain({creates("a"), alone({.id = "b", .parents = {"a"}, .up = {"VACUUM a"}})});
  EXPECT_THAT(error_of([&] { upgrade(pooled, chain); }).what(),
              HasSubstr("there is a pooler between this program and the server"));
  EXPECT_TRUE(upgrade(pooled, two_tables()).changed());
}

TEST_F(Postgres, PoolerInStatementModeIsNamedWhereItEndsTheConnection) {
  const Pooler pooler(database_.name(), "statement");
  PostgresConnection pooled(pooler.url());
  const Error error = error_of([&] { upgrade(pooled, two_tables()); });
  EXPECT_EQ(error.kind(), ErrorKind::unavailable);
  const std::string advice =
      "; check the server's log, and that of a pooler in front of it, which must not be in statement mode"
      " (code 08006)";
  EXPECT_THAT(error.what(),
              AnyOf(StrEq("the connection to the server was lost" + advice),
                    StrEq("the connection to the server was lost: transaction blocks not allowed in"
                          " statement pooling mode" +
                          advice)));
}

}  // namespace
}  // namespace migrate::testing
