#include "support/postgres_server.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <grp.h>
#include <netinet/in.h>
#include <pwd.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <fstream>
#include <pqxx/connection>
#include <pqxx/except>
#include <pqxx/nontransaction>
#include <regex>
#include <sstream>
#include <stdexcept>
#include <thread>

namespace migrate::testing {

namespace {

// PostgreSQL refuses to run as root. "nobody" is there on every system.
const passwd* server_user() {
  const passwd* user = geteuid() == 0 ? getpwnam("nobody") : getpwuid(geteuid());
  if (user == nullptr) throw std::runtime_error("there is no user that a server could run as");
  return user;
}

// Between fork and exec. The signal at the parent's end is lost with a change of the user, so it comes last.
[[noreturn]] void become(const std::vector<std::string>& command, const std::filesystem::path& log,
                         const passwd* user, pid_t parent) {
  std::vector<char*> arguments;
  for (const std::string& word : command) arguments.push_back(const_cast<char*>(word.c_str()));
  arguments.push_back(nullptr);
  const int out = open(log.c_str(), O_WRONLY | O_CREAT | O_APPEND, 0666);
  dup2(out, 1);
  dup2(out, 2);
  const bool is_user = geteuid() != 0 ||
                       (setgroups(0, nullptr) == 0 && setgid(user->pw_gid) == 0 && setuid(user->pw_uid) == 0);
  prctl(PR_SET_PDEATHSIG, SIGQUIT);
  if (is_user && getppid() == parent) execvp(arguments.front(), arguments.data());
  _exit(127);
}

void run_to_end(const std::vector<std::string>& command, const std::filesystem::path& log) {
  if (ServerProcess(command, log).wait() != 0)
    throw std::runtime_error(command.front() + " failed, see " + log.string());
}

bool answers(const std::string& url) {
  try {
    const pqxx::connection connection(url);
    return true;
  } catch (const pqxx::broken_connection&) {
    return false;
  }
}

// In memory where there is room: each test has a database of its own, and removing their thousands of files
// from a disk takes longer than some tests.
std::filesystem::path folder_for_data() {
  constexpr std::uintmax_t enough = std::uintmax_t(8) << 30;
  std::error_code none;
  const std::filesystem::space_info memory = std::filesystem::space("/dev/shm", none);
  return !none && memory.available >= enough ? "/dev/shm" : std::filesystem::temp_directory_path();
}

}  // namespace

// Debian has a folder for each version.
std::string server_program(const std::string& name) {
  if (const char* folder = std::getenv("MIGRATE_TEST_POSTGRES"); folder != nullptr && *folder != '\0')
    return std::string(folder) + '/' + name;
  for (int version = 20; version >= 10; --version) {
    std::string path = "/usr/lib/postgresql/" + std::to_string(version) + "/bin/" + name;
    if (std::filesystem::exists(path)) return path;
  }
  return name;
}

bool has_server_program(const std::string& name) {
  return std::filesystem::exists(server_program(name));
}

int free_port() {
  const int listener = socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  const bool is_bound = bind(listener, reinterpret_cast<sockaddr*>(&address), size) == 0 &&
                        getsockname(listener, reinterpret_cast<sockaddr*>(&address), &size) == 0;
  close(listener);
  if (!is_bound) throw std::runtime_error("there is no free port on the loopback address");
  return ntohs(address.sin_port);
}

void wait_for_server(const std::string& url) {
  const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(60);
  while (!answers(url)) {
    if (std::chrono::steady_clock::now() > end) throw std::runtime_error("no server answers at " + url);
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
  }
}

void give_to_server_user(const std::filesystem::path& path) {
  const passwd* user = server_user();
  if (chown(path.c_str(), user->pw_uid, user->pw_gid) != 0) throw std::runtime_error("chown failed");
}

ServerProcess::ServerProcess(const std::vector<std::string>& command, const std::filesystem::path& log) {
  const passwd* user = server_user();
  const pid_t parent = getpid();
  process_ = fork();
  if (process_ == 0) become(command, log, user, parent);
}

ServerProcess& ServerProcess::operator=(ServerProcess&& other) noexcept {
  std::swap(process_, other.process_);
  return *this;
}

int ServerProcess::end(int signal) {
  if (process_ > 0) kill(process_, signal);
  return wait();
}

int ServerProcess::wait() {
  int status = -1;
  if (process_ > 0) waitpid(process_, &status, 0);
  process_ = -1;
  return status;
}

PostgresServer::PostgresServer() : port_(free_port()) {
  std::string name = (folder_for_data() / "migrate-postgres-XXXXXX").string();
  if (mkdtemp(name.data()) == nullptr) throw std::runtime_error("cannot make a temporary folder");
  folder_ = name;
  give_to_server_user(folder_);
  run_to_end({server_program("initdb"), "-D", (folder_ / "data").string(), "-U", "postgres", "-A", "trust",
              "-E", "UTF8", "--locale=C", "--no-sync"},
             folder_ / "initdb.log");
  std::ofstream(folder_ / "data" / "pg_hba.conf") << "host all with_password all scram-sha-256\n"
                                                     "local all all trust\nhost all all all trust\n"
                                                     "host replication all all trust\n";
  start();
}

PostgresServer::~PostgresServer() {
  process_.end(SIGQUIT);
  std::error_code ignored;
  std::filesystem::remove_all(folder_, ignored);
}

void PostgresServer::start() {
  process_ = ServerProcess(
      {server_program("postgres"), "-D", (folder_ / "data").string(), "-p", std::to_string(port_), "-k",
       folder_.string(), "--listen_addresses=127.0.0.1", "--fsync=off", "--autovacuum=off", "--jit=off",
       "--shared_buffers=16MB", "--max_connections=60", "--max_prepared_transactions=2"},
      folder_ / "server.log");
  wait_for_server(url("postgres"));
}

void PostgresServer::stop_at_once() {
  process_.end(SIGQUIT);
}

// Where nothing waits for a disk, copied files take a third of the time that a log of their pages takes.
std::string PostgresServer::create_database() {
  const std::string name = "test" + std::to_string(++databases_);
  run("postgres", "CREATE DATABASE " + name + " STRATEGY file_copy");
  return url(name);
}

std::string PostgresServer::url(const std::string& database, const std::string& role) const {
  return "postgresql://" + role + "@127.0.0.1:" + std::to_string(port_) + '/' + database;
}

std::string PostgresServer::url_by_socket(const std::string& database) const {
  return "postgresql:///" + database + "?user=postgres&port=" + std::to_string(port_) +
         "&host=" + folder_.string();
}

void PostgresServer::run(const std::string& database, const std::string& sql) const {
  pqxx::connection connection(url(database));
  pqxx::nontransaction(connection).exec(sql);
}

int PostgresServer::version() const {
  return pqxx::connection(url("postgres")).server_version();
}

std::string as_server_writes(const std::string& text, const std::vector<std::string>& tables) {
  if (postgres_server().version() < 160000) return text;
  std::istringstream lines(text);
  std::string written;
  for (std::string line; std::getline(lines, line); written += line + '\n')
    if (line.starts_with(' ') || line.starts_with("view ") || line.starts_with("~ view "))
      for (const std::string& table : tables)
        line = std::regex_replace(line, std::regex("([ (])" + table + "\\."), "$1");
  return written;
}

PostgresServer& postgres_server() {
  static PostgresServer server;
  return server;
}

}  // namespace migrate::testing
