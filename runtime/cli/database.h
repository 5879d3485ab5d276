#pragma once

// How a command comes to its database: by --url, by the setting of a migrations folder, by DATABASE_URL, or
// because the program has it open already.

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "migrate/connection.h"
#include "migrate/driver.h"

namespace CLI {
class App;
}

namespace migrate::cli {

struct Session;

struct DatabaseAccess {
  std::vector<Driver> drivers = {};
  Connection* connection = nullptr;                  // the program's own; then URLs are not asked for
  std::function<std::string()> configured_url = {};  // of migrate.yaml; goes before DATABASE_URL
  std::string environment_url = {};                  // as environment_url() has it
};

// The value of DATABASE_URL; empty when it is not set.
[[nodiscard]] std::string environment_url();

// --url, unless the program has its database open, and --lock-timeout.
void declare_database_options(CLI::App& app, Session& session);

// Whether a command that can do without a database has one.
[[nodiscard]] bool names_database(const Session& session);

// What kind of database is named, if one is. Throws as parse_url() does.
[[nodiscard]] std::optional<Dialect> named_dialect(const Session& session);

// An open database, and its URL as it may be printed: empty for the program's own.
struct OpenDatabase {
  Connection& connection;
  std::string shown_url;
};

// Opens the database, calls `use` and closes it. No password is left in the errors that come out of it.
// Throws migrate::Error: `usage` when no database is named, the URL makes no sense or its driver is not
// linked.
void with_database(const Session& session, const std::function<void(const OpenDatabase&)>& use);

}  // namespace migrate::cli
