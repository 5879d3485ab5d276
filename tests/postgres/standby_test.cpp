// A server that follows another one can be read and not written.

#include <signal.h>

#include <filesystem>

#include "postgres/postgres_database.h"

namespace migrate::testing {
namespace {

class Standby {
 public:
  Standby() : port_(free_port()), folder_(postgres_server().folder() / "standby") {
    const std::string primary = std::to_string(postgres_server().port());
    const std::filesystem::path log = folder_.string() + ".log";
    ServerProcess({server_program("pg_basebackup"), "-h", "127.0.0.1", "-p", primary, "-U", "postgres", "-D",
                   folder_.string(), "--write-recovery-conf", "--checkpoint=fast", "--no-sync"},
                  log)
        .wait();
    process_ = ServerProcess({server_program("postgres"), "-D", folder_.string(), "-p", std::to_string(port_),
                              "-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories=", "-c",
                              "max_connections=60", "-c", "max_prepared_transactions=2", "-c", "fsync=off"},
                             log);
  }
  ~Standby() { process_.end(SIGQUIT); }

  std::string url(const std::string& database) const {
    std::string url = "postgresql://postgres@127.0.0.1:" + std::to_string(port_) + '/' + database;
    wait_for_server(url);
    return url;
  }

 private:
  int port_;
  std::filesystem::path folder_;
  ServerProcess process_;
};

TEST_F(Postgres, StandbyIsReadAndNotWritten) {
  if (!has_server_program("pg_basebackup")) GTEST_SKIP() << "this server comes without pg_basebackup";
  up(ScriptedChain({creates("a")}));
  const Standby server;
  PostgresConnection standby(server.url(database_.name()));
  EXPECT_FALSE(upgrade(standby, ScriptedChain({creates("a")})).changed());
  const Error error = error_of([&] { upgrade(standby, two_tables()); });
  EXPECT_EQ(error.kind(), ErrorKind::unavailable);
  EXPECT_STREQ(error.what(),
               "this server is a standby and cannot be written; nothing was changed. Connect to the primary");
}

}  // namespace
}  // namespace migrate::testing
