#pragma once

// How a command comes to its database: the program has it open already, or --url names it, or --env with the
// `url.NAME` of migrate.yaml, or the variable that `url` there names, or DATABASE_URL, or `url` itself, in
// this order.

#include <chrono>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "migrate/connection.h"
#include "migrate/driver.h"
#include "migrate/options.h"

namespace migrate::cli {

class OptionSet;
struct Invocation;

// What migrate.yaml says of a database; empty where it says nothing.
struct ConfiguredDatabase {
  std::string url = {};
  // It names a variable. Then DATABASE_URL does not count.
  bool is_from_variable = false;
  std::string schema = {};  // empty: the chain's
};

struct DatabaseAccess {
  std::vector<Driver> drivers = {};
  Connection* connection = nullptr;  // the program's own; then URLs are not asked for
  // Of an environment, or of all where its name is empty. Throws migrate::Error (`usage`) where there is no
  // such environment.
  std::function<ConfiguredDatabase(const std::string& environment)> configured = {};
  std::string environment_url = {};  // as environment_url() has it
};

// The value of DATABASE_URL; empty when it is not set.
[[nodiscard]] std::string environment_url();

// --url, unless the program has its database open, --env where there is a migrate.yaml, --schema, --role and
// --lock-timeout.
struct DatabaseOptions {
  std::string url;
  std::string environment;
  std::string schema;  // empty: the chain's
  std::string role;
  std::optional<std::chrono::milliseconds> lock_timeout;

  void declare(OptionSet& options, const Invocation& invocation);

  // How a run is done with it; what else there is to say is for the command to add.
  [[nodiscard]] Options run_options(const Invocation& invocation) const;
};

// The URL from --url or from what replaces it; empty when no URL is given.
[[nodiscard]] std::string named_url(const Invocation& invocation, const DatabaseOptions& options);

// Whether a command that can do without a database has one.
[[nodiscard]] bool names_database(const Invocation& invocation, const DatabaseOptions& options);

// What kind of database is named, if one is. Throws as parse_url() does.
[[nodiscard]] std::optional<Dialect> named_dialect(const Invocation& invocation,
                                                   const DatabaseOptions& options);

// An open database, and its URL as it may be printed: empty for the program's own.
struct OpenDatabase {
  Connection& connection;
  std::string shown_url;
};

// Opens the database, calls `use` and closes it. No password is left in the errors that come out of it.
// Throws migrate::Error: `usage` when no database is named, the URL is invalid or its driver is not
// linked.
void with_database(const Invocation& invocation, const DatabaseOptions& options,
                   const std::function<void(const OpenDatabase&)>& use);

}  // namespace migrate::cli
