#include "cli/database.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <memory>
#include <new>
#include <stdexcept>

#include "cli/invocation.h"
#include "cli/option_set.h"
#include "cli/url.h"
#include "core/text/redact.h"
#include "engine/database_url.h"
#include "migrate/error.h"

namespace migrate::cli {

namespace {

// What --url and the places that stand in for it say; empty when none of them says anything.
std::string named_url(const Session& session) {
  if (!session.arguments.url.empty()) return session.arguments.url;
  const std::string& environment = session.database.environment_url;
  if (!session.database.configured_url) return environment;
  const ConfiguredUrl configured = session.database.configured_url();
  return configured.is_from_variable || environment.empty() ? configured.url : environment;
}

std::unique_ptr<Connection> open(const Session& session, const DatabaseUrl& url) {
  const std::vector<Driver>& drivers = session.database.drivers;
  const auto driver = std::ranges::find(drivers, url.dialect, &Driver::dialect);
  if (driver != drivers.end()) return driver->open(url.location);
  throw Error(ErrorKind::usage,
              fmt::format("this program cannot open {} databases: it is not linked with the CMake target {}",
                          url.scheme, core::adapter_target(url.dialect)));
}

void use_url(const Session& session, const DatabaseUrl& url,
             const std::function<void(const OpenDatabase&)>& use) {
  try {
    const std::unique_ptr<Connection> connection = open(session, url);
    use({*connection, url.shown});
  } catch (const Error& error) {
    throw Error(error.kind(), core::redact(error.what(), url.secrets), error.context());
  } catch (const std::bad_alloc&) {
    throw;
  } catch (const std::exception& exception) {
    throw std::runtime_error(core::redact(exception.what(), url.secrets));
  }
}

constexpr double longest_timeout = 7 * 24 * 3600;

}  // namespace

std::string environment_url() {
  const char* url = std::getenv("DATABASE_URL");
  return url == nullptr ? "" : url;
}

void declare_database_options(OptionSet& options, Session& session) {
  Arguments& arguments = session.arguments;
  if (session.database.connection == nullptr)
    options.value("--url", arguments.url, "URL",
                  "The database: sqlite:///FILE or postgresql://...; without it, $DATABASE_URL");
  options.value("--schema", arguments.schema, "NAME",
                "PostgreSQL: the schema to work in instead of the chain's; one for each tenant, for example");
  options.value("--role", arguments.role, "NAME", "PostgreSQL: run everything as this role (SET ROLE)");
  options.seconds("--lock-timeout", {&arguments.lock_timeout, longest_timeout},
                  "How long to wait for another process that migrates the same database (60)");
}

bool names_database(const Session& session) {
  return session.database.connection != nullptr || !named_url(session).empty();
}

std::optional<Dialect> named_dialect(const Session& session) {
  if (session.database.connection != nullptr) return session.database.connection->dialect();
  const std::string url = named_url(session);
  return url.empty() ? std::nullopt : std::optional(parse_url(url).dialect);
}

void with_database(const Session& session, const std::function<void(const OpenDatabase&)>& use) {
  if (session.database.connection != nullptr) return use({*session.database.connection, ""});
  const std::string url = named_url(session);
  if (url.empty())
    throw Error(
        ErrorKind::usage,
        "no database is named; pass --url sqlite:///FILE or --url postgresql://USER@HOST/NAME, or set "
        "DATABASE_URL");
  use_url(session, parse_url(url), use);
}

}  // namespace migrate::cli
