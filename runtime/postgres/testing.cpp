// A process that tests has one session for each administrator's URL. The session's process and the time at
// which it began are in the names of its databases: databases whose session is gone were left by a process
// that was killed.

#include "migrate/testing_postgres.h"

#include <deque>
#include <mutex>
#include <utility>
#include <vector>

#include "migrate/migrator.h"
#include "postgres/connection_url.h"
#include "postgres/server.h"
#include "postgres/values.h"

namespace migrate::testing {
inline namespace MIGRATE_FORMAT {

namespace {

using postgres::Server;

constexpr std::chrono::seconds connect_timeout{10};

// Microseconds since 1970.
constexpr const char* begin_of_session = "(extract(epoch FROM backend_start) * 1000000)::bigint";

struct Template {
  std::string chain;  // its digest
  std::string target;
  std::string name;
};

class Administrator {
 public:
  explicit Administrator(std::string url)
      : url_(std::move(url)),
        server_(postgres::with_defaults(url_, "migrate tests", connect_timeout), nullptr),
        prefix_(ask("SELECT 'migrate_test_' || pid || '_' || " + std::string(begin_of_session) +
                    " || '_' FROM pg_stat_activity WHERE pid = pg_backend_pid()")
                    .at(0)) {
    for (const std::string& name : abandoned()) drop(name);
  }
  Administrator(const Administrator&) = delete;
  Administrator& operator=(const Administrator&) = delete;
  ~Administrator() {
    for (const Template& made : templates_) drop(made.name);
  }

  const std::string& url() const { return url_; }

  std::string create(const Chain& chain, std::string_view target) {
    const std::lock_guard guard(mutex_);
    const std::string origin = find_template(chain, target);
    return create_database(" TEMPLATE " + origin);
  }

  void destroy(const std::string& name) noexcept {
    const std::lock_guard guard(mutex_);
    drop(name);
  }

 private:
  std::vector<std::string> ask(const std::string& sql) {
    std::vector<std::string> answers;
    for (const Row& row : postgres::rows_of(server_.exec(sql))) answers.push_back(postgres::text_of(row[0]));
    return answers;
  }

  // Only our own: of other roles' sessions it cannot be seen when they began.
  std::vector<std::string> abandoned() {
    return ask(
        "SELECT d.datname FROM pg_database AS d WHERE d.datname ~ '^migrate_test_[0-9]+_[0-9]+_[0-9]+$'"
        " AND pg_get_userbyid(d.datdba) = current_user AND NOT EXISTS (SELECT FROM pg_stat_activity AS s"
        " WHERE position('migrate_test_' || s.pid || '_' || " +
        std::string(begin_of_session) + " || '_' IN d.datname) = 1)");
  }

  std::string create_database(const std::string& options) {
    std::string name = prefix_ + std::to_string(++count_);
    server_.exec("CREATE DATABASE " + name + options);
    return name;
  }

  std::string find_template(const Chain& chain, std::string_view target) {
    for (const Template& made : templates_)
      if (made.chain == chain.root_digest() && made.target == target) return made.name;
    std::string name = create_database("");
    try {
      PostgresConnection connection(postgres::with_database(url_, name));
      upgrade(connection, chain, target);
    } catch (...) {
      drop(name);
      throw;
    }
    templates_.push_back({std::string(chain.root_digest()), std::string(target), name});
    return name;
  }

  // Sessions of a test that failed may be open still.
  void drop(const std::string& name) noexcept {
    if (server_.version() < 130000)
      server_.try_exec("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '" + name +
                       "'");
    server_.try_exec("DROP DATABASE IF EXISTS " + name + (server_.version() < 130000 ? "" : " WITH (FORCE)"));
  }

  const std::string url_;
  std::mutex mutex_;
  Server server_;
  const std::string prefix_;
  std::size_t count_ = 0;
  std::vector<Template> templates_;
};

Administrator& administrator(const std::string& url) {
  static std::mutex mutex;
  static std::deque<Administrator> all;
  const std::lock_guard guard(mutex);
  for (Administrator& one : all)
    if (one.url() == url) return one;
  return all.emplace_back(url);
}

}  // namespace

PostgresDatabase::PostgresDatabase(const Chain& chain, std::string admin_url, std::string_view target)
    : admin_url_(std::move(admin_url)),
      name_(administrator(admin_url_).create(chain, target)),
      url_(postgres::with_database(admin_url_, name_)),
      connection_(std::make_unique<PostgresConnection>(url_)) {}

PostgresDatabase::~PostgresDatabase() {
  connection_.reset();
  administrator(admin_url_).destroy(name_);
}

}  // namespace MIGRATE_FORMAT
}  // namespace migrate::testing
