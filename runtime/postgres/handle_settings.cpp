#include "postgres/handle_settings.h"

#include "core/text/advised_error.h"
#include "postgres/values.h"

namespace migrate::postgres {

namespace {

// Until the session is the run's, names are looked up along the program's search path, and answers come in
// the program's encoding. So this names everything in full, and only what is plain ASCII is read.
constexpr const char* first_look =
    "SELECT pg_catalog.pg_backend_pid(), pg_catalog.now()::pg_catalog.text,"
    " pg_catalog.statement_timestamp()::pg_catalog.text, name, setting, source FROM pg_catalog.pg_settings"
    " WHERE name OPERATOR(pg_catalog.=) ANY ('{client_encoding,standard_conforming_strings}')";

// What the library relies on also outside a transaction. A text is read with the setting that was in force
// when it arrived, so it is too late for SET LOCAL.
constexpr const char* reliable_text =
    "SET client_encoding = 'UTF8';\nSET standard_conforming_strings = on;\n";

constexpr const char* who = "SELECT session_user::pg_catalog.text, pg_catalog.current_setting('role')";

// The settings that the session has set and that can be set again. Those of a transaction end with it;
// temp_buffers is fixed once there was a temporary table.
constexpr const char* settings_of_session =
    " FROM pg_catalog.pg_settings WHERE source OPERATOR(pg_catalog.=) 'session' AND (context"
    " OPERATOR(pg_catalog.=) 'user' OR context OPERATOR(pg_catalog.=) 'superuser' AND"
    " pg_catalog.current_setting('is_superuser') OPERATOR(pg_catalog.=) 'on') AND name"
    " OPERATOR(pg_catalog.<>) ALL ('{client_encoding,standard_conforming_strings,temp_buffers,"
    "transaction_deferrable,transaction_isolation,transaction_read_only}')";

constexpr const char* set_to_default = "pg_catalog.set_config(name, NULL, false)";

// A session that the program has made read-only stays so.
constexpr const char* save_and_reset =
    "SELECT name, setting, CASE WHEN name OPERATOR(pg_catalog.<>) 'default_transaction_read_only' THEN ";

// A setting that only a superuser may change may have been set before the program took another role.
constexpr const char* become_login = "SET SESSION AUTHORIZATION DEFAULT;\nSET ROLE NONE;\n";

// In this order: the session's user takes the role away.
std::string become(const HandleUser& user) {
  return "SET SESSION AUTHORIZATION " + quoted_name(user.session) + ";\nSET ROLE " +
         (user.role.empty() ? "NONE" : quoted_name(user.role)) + ";\n";
}

Error in_transaction() {
  return core::advised_error(ErrorKind::usage, "the connection is in a transaction", core::nothing_changed,
                             "Commit or roll it back first.");
}

Error has_pooler() {
  return core::advised_error(
      ErrorKind::usage,
      "there is a pooler between this program and the server, so that the settings of the connection could"
      " not be restored",
      core::nothing_changed, "Give the URL instead of the connection.");
}

Rows look_first(Server& server) {
  try {
    return rows_of(server.ask(first_look));
  } catch (const Error& error) {
    if (error.context().database_code == sqlstate::failed_transaction) throw in_transaction();
    throw;
  }
}

}  // namespace

std::string reset_session(const HandleUser& user) {
  return std::string(become_login) + "SELECT " + set_to_default + settings_of_session + ";\n" +
         reliable_text + become(user);
}

// Outside a transaction, a statement begins its own.
HandleSettings::HandleSettings(Server& server) : server_(server) {
  const Rows settings = look_first(server_);
  const Row& first = settings.front();
  if (first[1] != first[2]) throw in_transaction();
  if (first[0] != Value(server_.process())) throw has_pooler();
  for (const Row& row : settings)
    saved_.push_back({text_of(row[3]), row[5] == Value("session") ? row[4] : Value()});
}

void HandleSettings::take() {
  const Row user = rows_of(server_.ask(std::string(reliable_text) + who)).front();
  user_ = {.session = text_of(user[0]), .role = user[1] == Value("none") ? "" : text_of(user[1])};
  for (const Row& row : rows_of(server_.ask(std::string(become_login) + save_and_reset + set_to_default +
                                            " END" + settings_of_session)))
    saved_.push_back({text_of(row[0]), row[1]});
  server_.ask(become(user_));
}

HandleSettings::~HandleSettings() {
  try {
    const std::vector<std::string> statements = restoring_statements();
    std::string all;
    for (const std::string& statement : statements) all += statement;
    // The first time, an interruption of the run that comes late can be in the way, or a transaction that
    // could not be rolled back for that reason.
    if (server_.try_exec(all)) return;
    server_.try_exec("ROLLBACK");
    if (server_.try_exec(all)) return;
    // A revision may have dropped what one of them names.
    for (const std::string& statement : statements) server_.try_exec(statement);
  } catch (...) {
  }
}

// What revisions have set, and the program has not, goes first. The encoding that the texts of all others are
// in goes last.
std::vector<std::string> HandleSettings::restoring_statements() {
  std::vector<std::string> statements{"SET statement_timeout = 0;\n"};
  if (!user_.session.empty()) statements.push_back(reset_session(user_) + become_login);
  for (std::size_t i = saved_.size(); i > 0; --i)
    statements.push_back("SELECT pg_catalog.set_config(" + server_.literal(saved_[i - 1].name) + ", " +
                         server_.literal(saved_[i - 1].value) + ", false);\n");
  if (!user_.session.empty()) statements.push_back(become(user_));
  return statements;
}

}  // namespace migrate::postgres
