#pragma once

// What a program has set on a connection that it passes to a run.
//
// Revisions must do the same on every connection. So a run first takes back what the program has set for the
// session, as if it had connected itself, and restores it at the end. This is done setting by setting: RESET
// ALL would also take back settings of the program's own, such as app.tenant, which the server does not list.
// Those stay in force.

#include <string>
#include <vector>

#include "postgres/server.h"

namespace migrate::postgres {

// As whom a program uses its connection.
struct HandleUser {
  std::string session;  // SET SESSION AUTHORIZATION
  std::string role;     // SET ROLE; empty: none
};

// The statements that take back what the session has set, but for what the library itself relies on, and make
// it this user's again.
[[nodiscard]] std::string reset_session(const HandleUser& user);

class HandleSettings {
 public:
  // Throws migrate::Error (`usage`) inside a transaction, and behind a pooler.
  explicit HandleSettings(Server& server);
  HandleSettings(const HandleSettings&) = delete;
  HandleSettings& operator=(const HandleSettings&) = delete;
  // Restores what the program had set, unless the connection is lost.
  ~HandleSettings();

  // Saves and takes back what the program has set. An error half way is repaired by the destructor.
  void take();
  // REQUIRES: take() has returned.
  const HandleUser& user() const { return user_; }

 private:
  struct Setting {
    std::string name;
    Value value;  // NULL: the session has not set it
  };

  std::vector<std::string> restoring_statements();

  Server& server_;
  std::vector<Setting> saved_;
  HandleUser user_;
};

}  // namespace migrate::postgres
