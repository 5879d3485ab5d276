#include "postgres/throw_away_databases.h"

#include <utility>

#include "postgres/connection_url.h"
#include "postgres/values.h"

namespace migrate::postgres {

namespace {

constexpr std::chrono::seconds connect_timeout{10};
constexpr int has_forced_drop = 130000;

// Microseconds since 1970.
constexpr const char* begin_of_session = "(extract(epoch FROM backend_start) * 1000000)::bigint";

}  // namespace

ThrowAwayDatabases::ThrowAwayDatabases(std::string url, const std::string& prefix,
                                       const std::string& application_name)
    : url_(std::move(url)),
      server_(with_defaults(url_, application_name, connect_timeout), nullptr),
      prefix_(ask("SELECT '" + prefix + "' || pid || '_' || " + begin_of_session +
                  " || '_' FROM pg_stat_activity WHERE pid = pg_backend_pid()")
                  .at(0)) {
  for (const std::string& name : abandoned(prefix)) drop(name);
}

std::string ThrowAwayDatabases::url(const std::string& database) const {
  return with_database(url_, database);
}

std::vector<std::string> ThrowAwayDatabases::ask(const std::string& sql) {
  std::vector<std::string> answers;
  for (const Row& row : rows_of(server_.exec(sql))) answers.push_back(text_of(row[0]));
  return answers;
}

// Only our own: of other roles' sessions it cannot be seen when they began.
std::vector<std::string> ThrowAwayDatabases::abandoned(const std::string& prefix) {
  return ask("SELECT d.datname FROM pg_database AS d WHERE d.datname ~ '^" + prefix +
             "[0-9]+_[0-9]+_[0-9]+$' AND pg_get_userbyid(d.datdba) = current_user"
             " AND NOT EXISTS (SELECT FROM pg_stat_activity AS s WHERE position('" +
             prefix + "' || s.pid || '_' || " + begin_of_session + " || '_' IN d.datname) = 1)");
}

std::string ThrowAwayDatabases::create(const std::string& options) {
  std::string name = prefix_ + std::to_string(++count_);
  server_.exec("CREATE DATABASE " + name + options);
  return name;
}

// Sessions of a test that failed may be open still.
void ThrowAwayDatabases::drop(const std::string& name) noexcept {
  if (server_.version() < has_forced_drop)
    server_.try_exec("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '" + name + "'");
  server_.try_exec("DROP DATABASE IF EXISTS " + name +
                   (server_.version() < has_forced_drop ? "" : " WITH (FORCE)"));
}

}  // namespace migrate::postgres
