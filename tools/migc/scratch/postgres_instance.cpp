#include "migc/scratch/postgres_instance.h"

#include <fmt/format.h>

#include <chrono>
#include <filesystem>
#include <optional>
#include <string_view>
#include <utility>

#include "migrate/error.h"
#include "platform/file_reader.h"
#include "platform/rename.h"
#include "postgres/server.h"

namespace migrate::migc {

namespace {

namespace fs = std::filesystem;

constexpr std::chrono::milliseconds between_attempts{5};
constexpr std::chrono::seconds longest_start{60};
constexpr std::chrono::seconds longest_stop{10};
constexpr std::size_t longest_log = std::size_t(16) << 20;

// Of what a program wrote, the first line that says why it failed, or else the last one.
std::string reason_in(const std::string& log) {
  const std::string text = platform::read_file(log, platform::SymbolicLinks::refuse, longest_log).bytes;
  std::string last = "it wrote no message";
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    std::string line = text.substr(begin, end - begin);
    for (const std::string_view label : {"FATAL:  ", "PANIC:  ", "initdb: error: ", "cp: "})
      if (const std::size_t at = line.find(label); at != line.npos) return line.substr(at + label.size());
    if (!line.empty()) last = std::move(line);
    begin = end + 1;
  }
  return last;
}

Error failed(const std::string& program, const std::string& reason) {
  return Error(ErrorKind::unavailable, fmt::format("{} failed: {}", program, reason));
}

// What is on the command line here cannot be changed by ALTER SYSTEM. An empty log_line_prefix makes
// messages begin with their severity. DROP DATABASE waits for a checkpoint, which by default takes minutes.
constexpr const char* settings[] = {"listen_addresses=",
                                    "unix_socket_directories=.",
                                    "port=5432",
                                    "fsync=off",
                                    "autovacuum=off",
                                    "jit=off",
                                    "max_locks_per_transaction=1024",
                                    "max_connections=50",
                                    "shared_buffers=16MB",
                                    "max_wal_size=128MB",
                                    "checkpoint_completion_target=0",
                                    "min_wal_size=8MB",
                                    "timezone=UTC",
                                    "log_line_prefix=",
                                    "log_min_error_statement=panic",
                                    "logging_collector=off"};

}  // namespace

PostgresInstance::PostgresInstance(const InstancePlace& place, std::string name)
    : place_(place), name_(std::move(name)) {}

bool PostgresInstance::has_data() const {
  std::error_code ignored;
  return fs::exists(data(), ignored);
}

void PostgresInstance::run(std::vector<std::string> command) const {
  const std::string program = fs::path(command.front()).filename();
  platform::ChildProcess process({.command = std::move(command),
                                  .account = place_.account,
                                  .log = log(),
                                  .kept_descriptor = place_.folder.descriptor()});
  if (process.wait() != 0) throw failed(program, reason_in(log()));
}

// Under another name first: what has the name is whole.
void PostgresInstance::make_data() {
  remove_data();
  run({place_.binaries + "/initdb", "--pgdata=" + data() + ".new", "--no-sync", "--auth=trust",
       "--username=postgres", "--locale=C", "--encoding=UTF8", "--wal-segsize=1"});
  give_name();
}

void PostgresInstance::copy_data(const PostgresInstance& stopped) {
  remove_data();
  run({"cp", "-R", "-p", stopped.data(), data() + ".new"});
  give_name();
}

void PostgresInstance::give_name() const {
  const std::error_code error = platform::rename_over(data() + ".new", data());
  if (error) throw failed("renaming " + data() + ".new", error.message());
}

void PostgresInstance::remove_data() noexcept {
  stop();
  std::error_code ignored;
  for (const char* ending : {"", ".new", ".log"}) fs::remove_all(data() + ending, ignored);
}

void PostgresInstance::start() {
  std::error_code ignored;
  fs::remove(data() + "/postgresql.auto.conf", ignored);  // an ALTER SYSTEM of an earlier replay
  std::vector<std::string> command = {place_.binaries + "/postgres", "-D", data()};
  for (const char* setting : settings) command.insert(command.end(), {"-c", setting});
  process_ = platform::ChildProcess({.command = std::move(command),
                                     .account = place_.account,
                                     .log = log(),
                                     .kept_descriptor = place_.folder.descriptor()});
  const auto end = std::chrono::steady_clock::now() + longest_start;
  while (!answers()) {
    if (process_.ends_within(between_attempts)) throw failed("postgres", reason_in(log()));
    if (std::chrono::steady_clock::now() > end) throw failed("postgres", "it did not start within a minute");
  }
}

bool PostgresInstance::answers() const {
  try {
    const postgres::Server server(url(), nullptr);
    return true;
  } catch (const Error&) {
    return false;
  }
}

void PostgresInstance::stop() noexcept {
  process_.send(platform::Signal::interrupt);
  if (!process_.ends_within(longest_stop)) process_.end(platform::Signal::kill);
}

// Settings of libpq that the environment may have are told as well, so that they lead nowhere else. libpqxx 8
// leaves out what is empty: so there is a list of two addresses that are empty, which needs two hosts, and
// options of a blank.
std::string PostgresInstance::url() const {
  const std::string host = fmt::format("{}/{}", place_.folder.short_path(), name_);
  return fmt::format("postgresql:///postgres?host={0},{0}&hostaddr=,&port=5432&user=postgres&options=%20",
                     host);
}

}  // namespace migrate::migc
