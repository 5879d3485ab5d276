#pragma once

// Databases that last no longer than a session on their server. The session's process and the time at which
// it began are in their names, so that databases whose session is gone are known to have been left by a
// process that was killed: the next one drops them.

#include <string>
#include <vector>

#include "postgres/server.h"

namespace migrate::postgres {

class ThrowAwayDatabases {
 public:
  // `prefix`: what all names begin with, letters and underscores. Connects, and throws migrate::Error
  // (`unavailable`).
  ThrowAwayDatabases(std::string url, const std::string& prefix, const std::string& application_name);

  // The administrator's.
  [[nodiscard]] const std::string& url() const noexcept { return url_; }
  [[nodiscard]] std::string url(const std::string& database) const;
  [[nodiscard]] Server& server() noexcept { return server_; }

  // The name of a new one. `options`: of CREATE DATABASE.
  std::string create(const std::string& options);
  // Ends every session on it.
  void drop(const std::string& name) noexcept;

 private:
  std::vector<std::string> ask(const std::string& sql);
  std::vector<std::string> abandoned(const std::string& prefix);

  const std::string url_;
  Server server_;
  const std::string prefix_;
  std::size_t count_ = 0;
};

}  // namespace migrate::postgres
