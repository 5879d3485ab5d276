#pragma once

// A PostgreSQL server of the tests' own: made in a temporary folder, on a unix socket and a free loopback
// port, not run as root, and ended with the process that made it, however that ends.
//
//     PostgresServer server;
//     const std::string url = server.create_database();
//
// The environment variable MIGRATE_TEST_POSTGRES names the folder of the server's programs, where it is not
// the newest that Debian's packages have installed.

#include <sys/types.h>

#include <filesystem>
#include <string>
#include <vector>

namespace migrate::testing {

// A TCP port on the loopback address that nothing listened on a moment ago.
[[nodiscard]] int free_port();

// A program that is not run as root, and ends with this one. Its output goes to the file.
class ServerProcess {
 public:
  ServerProcess() = default;
  ServerProcess(const std::vector<std::string>& command, const std::filesystem::path& log);
  ServerProcess(const ServerProcess&) = delete;
  ServerProcess& operator=(ServerProcess&& other) noexcept;
  ~ServerProcess() { end(9); }

  // Sends the signal and waits; says how the process ended.
  int end(int signal);
  // Waits until it ends by itself.
  int wait();

 private:
  pid_t process_ = -1;
};

class PostgresServer {
 public:
  PostgresServer();
  PostgresServer(const PostgresServer&) = delete;
  PostgresServer& operator=(const PostgresServer&) = delete;
  ~PostgresServer();

  // The URL of an empty database, which the superuser "postgres" owns.
  std::string create_database();
  // As another role. Only the one called "with_password" is asked for one.
  std::string url(const std::string& database, const std::string& role = "postgres") const;
  std::string url_by_socket(const std::string& database) const;

  // Runs statements one by one, as the superuser.
  void run(const std::string& database, const std::string& sql) const;

  int port() const { return port_; }
  // 180004 for 18.4.
  int version() const;
  const std::filesystem::path& folder() const { return folder_; }

  void start();
  // As the loss of power would.
  void stop_at_once();

 private:
  std::filesystem::path folder_;
  int port_;
  int databases_ = 0;
  ServerProcess process_;
};

// Started when it is asked for first.
PostgresServer& postgres_server();

// Where a program of the server is: Debian keeps them off the path.
[[nodiscard]] std::string server_program(const std::string& name);
// Whether the server comes with it. Some packages have no psql, pg_dump and pg_basebackup.
[[nodiscard]] bool has_server_program(const std::string& name);

// A text with definitions of views, as PostgreSQL 15 writes them and as this server does: since 16, a view
// over one table has no "TABLE." before its columns.
[[nodiscard]] std::string as_server_writes(const std::string& text, const std::vector<std::string>& tables);

// Until a connection can be made. Throws when none can be for very long.
void wait_for_server(const std::string& url);

// Gives a file or folder to the user that servers run as.
void give_to_server_user(const std::filesystem::path& path);

}  // namespace migrate::testing
