#pragma once

// The statements that set up a session, a transaction and a revision.
//
// Everything is set with SET LOCAL and so ends with its transaction: behind a pooler the next transaction of
// this session may be another client's. Only what runs outside a transaction sets up its session, which has
// no pooler before it. The library's own statements see pg_catalog alone, because a function or an operator
// in another schema can be a better match for its arguments than the system's.

#include <string>
#include <string_view>

#include "engine/postgres/names.h"
#include "migrate/adapter.h"
#include "migrate/postgres.h"
#include "postgres/handle_settings.h"

namespace migrate::postgres {

class SessionSql {
 public:
  SessionSql(const adapter::RunSettings& settings, const PostgresOptions& options);

  // From now on for a handle of the program's, which is used as this user.
  void use_handle_of(const HandleUser& user);

  // Where revisions create.
  const std::string& schema() const { return names_.schema; }
  const std::string& version_schema() const { return names_.version_schema; }
  // The role that everything runs as; empty: the one that connects.
  const std::string& role() const { return role_; }

  // What comes before a statement of the library's own that runs outside a transaction.
  std::string look_prefix() const;
  // Begins a transaction; its settings for the library's own statements.
  std::string begin(int server_version) const;
  // The same for one that only reads, all of it as it was at one moment.
  std::string begin_reading(int server_version) const;
  // Before a session takes a lock of its own, which does not work through a pooler.
  static std::string enter_session(int server_version);
  // Before and after what a revision's author wrote. What it has set ends with it, also what it set for the
  // session.
  std::string enter_revision() const;
  std::string leave_revision(int server_version) const;
  // The same for a revision outside a transaction.
  std::string enter_revision_outside(int server_version) const;
  std::string leave_revision_outside(int server_version) const;

 private:
  std::string settings_of_transaction(int server_version) const;
  std::string role_statement() const;

  const PostgresOptions& options_;
  std::string role_;
  std::string forget_revision_;  // takes back what a revision has set for the session
  core::PostgresNames names_;
};

}  // namespace migrate::postgres
