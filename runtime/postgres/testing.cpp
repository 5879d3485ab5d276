// A process that tests has one session for each administrator's URL.

#include "migrate/testing_postgres.h"

#include <cstdlib>
#include <deque>
#include <mutex>
#include <utility>
#include <vector>

#include "migrate/migrator.h"
#include "postgres/connection_url.h"
#include "postgres/throw_away_databases.h"

namespace migrate::testing {
inline namespace MIGRATE_FORMAT {

namespace {

struct Template {
  std::string chain;  // its digest
  std::string target;
  std::string name;
};

class Administrator {
 public:
  explicit Administrator(const std::string& url) : databases_(url, "migrate_test_", "migrate tests") {}
  Administrator(const Administrator&) = delete;
  Administrator& operator=(const Administrator&) = delete;
  ~Administrator() {
    for (const Template& made : templates_) databases_.drop(made.name);
  }

  const std::string& url() const { return databases_.url(); }

  std::string create(const Chain& chain, std::string_view target) {
    const std::lock_guard guard(mutex_);
    const std::string origin = find_template(chain, target);
    return databases_.create(" TEMPLATE " + origin);
  }

  void destroy(const std::string& name) noexcept {
    const std::lock_guard guard(mutex_);
    databases_.drop(name);
  }

 private:
  std::string find_template(const Chain& chain, std::string_view target) {
    for (const Template& made : templates_)
      if (made.chain == chain.root_digest() && made.target == target) return made.name;
    std::string name = databases_.create("");
    try {
      PostgresConnection connection(databases_.url(name));
      upgrade(connection, chain, target);
    } catch (...) {
      databases_.drop(name);
      throw;
    }
    templates_.push_back({std::string(chain.root_digest()), std::string(target), name});
    return name;
  }

  std::mutex mutex_;
  postgres::ThrowAwayDatabases databases_;
  std::vector<Template> templates_;
};

// libpqxx and OpenSSL make their tables with the sessions that first need them and free them at exit, last
// made first. So all sessions end before that only if this is said again after each new one.
Administrator& administrator(const std::string& url) {
  static std::mutex mutex;
  static std::deque<Administrator> all;
  const std::lock_guard guard(mutex);
  for (Administrator& one : all)
    if (one.url() == url) return one;
  all.emplace_back(url);
  std::atexit([] { all.clear(); });
  return all.back();
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
