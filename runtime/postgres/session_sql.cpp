#include "postgres/session_sql.h"

#include "postgres/values.h"

namespace migrate::postgres {

namespace {

constexpr int version_14 = 140000;
constexpr std::string_view library_path = "SET LOCAL search_path = pg_catalog, pg_temp;\n";

constexpr std::string_view for_transaction = "SET LOCAL ";
constexpr std::string_view for_session = "SET ";

std::string set(std::string_view scope, std::string_view name, std::string_view value) {
  return std::string(scope) + std::string(name) + " = " + std::string(value) + ";\n";
}

std::string set_local(std::string_view name, std::string_view value) {
  return set(for_transaction, name, value);
}

// So that the server notices when the client is gone.
std::string watch_over_client(std::string_view scope, int server_version) {
  std::string sql = set(scope, "tcp_keepalives_idle", "30");
  sql += set(scope, "tcp_keepalives_interval", "10");
  sql += set(scope, "tcp_keepalives_count", "3");
  if (server_version >= version_14) sql += set(scope, "client_connection_check_interval", "1000");
  return sql;
}

std::string in_milliseconds(std::chrono::milliseconds duration) {
  return std::to_string(duration.count());
}

}  // namespace

SessionSql::SessionSql(const adapter::RunSettings& settings, const PostgresOptions& options)
    : options_(options),
      role_(settings.role.empty() ? options.role : settings.role),
      forget_revision_("RESET ALL;\nRESET SESSION AUTHORIZATION;\nRESET ROLE;\n"),
      names_(core::postgres_names(settings.settings)) {}

void SessionSql::use_handle_of(const HandleUser& user) {
  if (role_.empty()) role_ = user.role;
  forget_revision_ = reset_session(user);
}

std::string SessionSql::role_statement() const {
  return role_.empty() ? "" : "SET LOCAL ROLE " + quoted_name(role_) + ";\n";
}

std::string SessionSql::look_prefix() const {
  return std::string(library_path) + role_statement();
}

std::string SessionSql::settings_of_transaction(int server_version) const {
  std::string sql = std::string(library_path) + role_statement();
  sql += set_local("lock_timeout", in_milliseconds(options_.statement_lock_timeout));
  sql += set_local("statement_timeout", in_milliseconds(options_.statement_timeout));
  sql += set_local("idle_in_transaction_session_timeout", in_milliseconds(options_.idle_timeout));
  sql += set_local("standard_conforming_strings", "on");
  sql += set_local("client_encoding", "'UTF8'");
  sql += set_local("TimeZone", "'UTC'");
  return sql + watch_over_client(for_transaction, server_version);
}

std::string SessionSql::enter_session(int server_version) {
  return watch_over_client(for_session, server_version);
}

// Only this isolation lets the look under the lock see what the lock's last holder has committed.
std::string SessionSql::begin(int server_version) const {
  return "BEGIN ISOLATION LEVEL READ COMMITTED;\n" + settings_of_transaction(server_version);
}

std::string SessionSql::begin_reading(int server_version) const {
  return "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY;\n" + settings_of_transaction(server_version);
}

std::string SessionSql::enter_revision() const {
  return "SET LOCAL search_path = " + names_.revision_path + ";\n";
}

std::string SessionSql::leave_revision(int server_version) const {
  return forget_revision_ + settings_of_transaction(server_version);
}

// A statement outside a transaction mostly waits for others' transactions to end, and blocks no other session
// in the meantime. A transaction of the revision before it has reset what watches over the client.
std::string SessionSql::enter_revision_outside(int server_version) const {
  std::string sql = enter_session(server_version) + "SET search_path = " + names_.revision_path +
                    ";\nSET lock_timeout = 0;\n";
  sql += "SET statement_timeout = 0;\nSET standard_conforming_strings = on;\nSET TimeZone = 'UTC';\n";
  if (!role_.empty()) sql += "SET ROLE " + quoted_name(role_) + ";\n";
  return sql;
}

std::string SessionSql::leave_revision_outside(int server_version) const {
  return forget_revision_ + enter_session(server_version);
}

}  // namespace migrate::postgres
