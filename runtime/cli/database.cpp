#include "cli/database.h"

#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <new>
#include <stdexcept>

#include "cli/invocation.h"
#include "cli/option_set.h"
#include "cli/url.h"
#include "core/text/redact.h"
#include "engine/database_url.h"
#include "migrate/error.h"
#include "platform/environment.h"

namespace migrate::cli {

namespace {

std::unique_ptr<Connection> open(const Invocation& invocation, const DatabaseUrl& url) {
  const std::vector<Driver>& drivers = invocation.database.drivers;
  const auto driver = std::ranges::find(drivers, url.dialect, &Driver::dialect);
  if (driver != drivers.end()) return driver->open(url.location);
  throw Error(ErrorKind::usage,
              fmt::format("this program cannot open {} databases: it is not linked with the CMake target {}",
                          url.scheme, core::adapter_target(url.dialect)));
}

void use_url(const Invocation& invocation, const DatabaseUrl& url,
             const std::function<void(const OpenDatabase&)>& use) {
  try {
    const std::unique_ptr<Connection> connection = open(invocation, url);
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
  return platform::environment_variable("DATABASE_URL").value_or("");
}

std::string named_url(const Invocation& invocation, const DatabaseOptions& options) {
  if (!options.url.empty()) return options.url;
  const std::string& environment = invocation.database.environment_url;
  if (!invocation.database.configured) return environment;
  const ConfiguredDatabase configured = invocation.database.configured(options.environment);
  const bool is_chosen = configured.is_from_variable || !options.environment.empty();
  return is_chosen || environment.empty() ? configured.url : environment;
}

void DatabaseOptions::declare(OptionSet& options, const Invocation& invocation) {
  if (invocation.database.connection == nullptr)
    options.value("--url", url, "URL",
                  "The database: sqlite:///FILE or postgresql://... (default: $DATABASE_URL)");
  if (invocation.database.configured)
    options.value("--env", environment, "NAME", "The database that url.NAME in migrate.yaml names")
        .excludes({"--url"});
  options.value("--schema", schema, "NAME", "PostgreSQL: the schema to work in (default: the chain's)");
  options.value("--role", role, "NAME", "PostgreSQL: run everything as this role");
  options.seconds("--lock-timeout", {&lock_timeout, longest_timeout},
                  "How long to wait for another process that migrates the database (default: 60)");
}

Options DatabaseOptions::run_options(const Invocation& invocation) const {
  Options options;
  options.lock_timeout = lock_timeout.value_or(options.lock_timeout);
  options.schema = schema;
  if (schema.empty() && !environment.empty())
    options.schema = invocation.database.configured(environment).schema;
  options.role = role;
  options.program = invocation.program;
  return options;
}

bool names_database(const Invocation& invocation, const DatabaseOptions& options) {
  return invocation.database.connection != nullptr || !named_url(invocation, options).empty();
}

std::optional<Dialect> named_dialect(const Invocation& invocation, const DatabaseOptions& options) {
  if (invocation.database.connection != nullptr) return invocation.database.connection->dialect();
  const std::string url = named_url(invocation, options);
  return url.empty() ? std::nullopt : std::optional(parse_url(url).dialect);
}

void with_database(const Invocation& invocation, const DatabaseOptions& options,
                   const std::function<void(const OpenDatabase&)>& use) {
  if (invocation.database.connection != nullptr) return use({*invocation.database.connection, ""});
  const std::string url = named_url(invocation, options);
  if (url.empty())
    throw Error(
        ErrorKind::usage,
        "no database is named; pass --url sqlite:///FILE or --url postgresql://USER@HOST/NAME, or set "
        "DATABASE_URL");
  use_url(invocation, parse_url(url), use);
}

}  // namespace migrate::cli
