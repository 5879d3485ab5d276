// Scripts for psql. It reads statements as the server does, but for two things of its own: a backslash
// outside quotes begins a command, and a colon before a name or a quote a variable.

#include "engine/shell.h"
#include "engine/characters.h"
#include "engine/postgres/catalogue.h"
#include "engine/postgres/deferred_constraints.h"
#include "engine/postgres/lock_key.h"
#include "engine/postgres/names.h"
#include "engine/postgres/tokens.h"
#include "engine/postgres/write_rights.h"
#include "engine/sql_text.h"
#include "engine/table_layout.h"

namespace migrate::core {

namespace {

constexpr std::string_view library_path = "SET LOCAL search_path = pg_catalog, pg_temp;\n";
constexpr std::string_view leave_settings = "RESET ALL;\nRESET SESSION AUTHORIZATION;\nRESET ROLE;\n";
constexpr std::string_view session_settings =
    "SET standard_conforming_strings = on;\nSET client_encoding = 'UTF8';\nSET TimeZone = 'UTC';\n";

// Whether psql would see a variable in a colon before this.
bool begins_variable(char c) noexcept {
  return is_in_number(c) || c == '\'' || c == '"' || c == '{';
}

// A copy of the statement in which a blank parts each colon from what psql would take for the name of a
// variable. To the server that makes no difference.
std::string hide_variables(std::string_view sql) {
  std::string text;
  std::size_t copied = 0;
  for (Token token = next_postgres_token(sql, 0); token.kind != TokenKind::end;) {
    const std::string_view pair = sql.substr(token.begin, 2);
    const bool is_operator = pair == "::" || pair == ":=";
    const std::size_t end = token.end + (is_operator ? 1 : 0);
    if (token.in(sql) == ":" && !is_operator && end < sql.size() && begins_variable(sql[end])) {
      text.append(sql.substr(copied, end - copied)).append(" ");
      copied = end;
    }
    token = next_postgres_token(sql, end);
  }
  return text.append(sql.substr(copied));
}

class PostgresShell : public Shell {
 public:
  PostgresShell(const Settings& settings, const std::string& role)
      : names_(postgres_names(settings)),
        role_(role.empty() ? "" : "SET ROLE " + quoted_name(role) + ";\n"),
        key_(std::to_string(lock_key(names_.version_schema, settings.version_table))) {}

  Dialect dialect() const noexcept override { return Dialect::postgres; }
  std::string qualified(std::string_view table) const override {
    return quoted_name(names_.version_schema) + '.' + quoted_name(table);
  }
  std::string time_expression() const override {
    return "pg_catalog.to_char(pg_catalog.clock_timestamp() AT TIME ZONE 'UTC', "
           "'YYYY-MM-DD\"T\"HH24:MI:SS.MS\"Z\"')";
  }

  std::string beginning() const override {
    return "\\set ON_ERROR_STOP on\n\\set ON_ERROR_ROLLBACK off\n\\set AUTOCOMMIT on\n" +
           std::string(session_settings) + role_;
  }

  std::string statement(std::string_view sql) const override { return ended(hide_variables(sql)); }
  std::string create_table(const std::string& name, const std::string& statement) const override {
    return "DO $migrate$ DECLARE revocation text; BEGIN\n  IF pg_catalog.to_regclass(" +
           string_literal(qualified(name)) + ") IS NULL THEN\n    " + statement +
           ";\n    FOR revocation IN " +
           revocations_query(string_literal(names_.version_schema), string_literal(name),
                             adapter::WriteRights::granted) +
           " LOOP\n      EXECUTE revocation;\n    END LOOP;\n  END IF;\nEND $migrate$;\n";
  }
  std::string objection(std::string_view) const override { return {}; }

  std::string guard(const std::string& condition, const std::string& message) const override {
    return std::string("DO $migrate$ BEGIN\n  ") + only_own_names + "\n  IF (" + condition +
           ") IS NOT TRUE THEN\n    RAISE EXCEPTION USING MESSAGE = " + string_literal(message) +
           ";\n  END IF;\nEND $migrate$;\n";
  }

  std::string table_condition(const ExpectedTable&) const override { return {}; }

  std::string tables_condition(const TableNames& names) const override {
    namespace table = postgres_catalogue;
    std::string condition =
        "(" + std::string(table::granted_roles) +
        "SELECT count(*) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
        " JOIN pg_roles o ON o.oid = c.relowner WHERE n.nspname = " +
        string_literal(names_.version_schema) + " AND c.relname IN (" + string_literal(names.version) + ", " +
        string_literal(names.history) + ") AND c.relkind = 'r' AND c.relpersistence = 'p' AND " +
        std::string(table::is_trusted) + " AND NOT " + std::string(table::has_row_security);
    for (const std::string_view attached : {table::rule, table::relative, table::foreign_key, table::trigger,
                                            table::check, table::statistics, table::index, table::code})
      condition += " AND " + std::string(attached) + " IS NULL";
    return condition + " AND NOT EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = c.oid AND (" +
           other_type(adapter::ColumnKind::text, table::text_types) + " OR " +
           other_type(adapter::ColumnKind::number, table::number_types) + "))) = 2";
  }

  std::string begin_group(bool) const override {
    return "BEGIN ISOLATION LEVEL READ COMMITTED;\n" + std::string(library_path) +
           guard("pg_catalog.pg_try_advisory_xact_lock(" + key_ + ')', is_locked);
  }
  std::string require_restored_session() const override { return {}; }
  std::string commit_group(bool) const override { return "COMMIT;\n"; }

  std::string lock_session() const override {
    return guard("pg_catalog.pg_try_advisory_lock(" + key_ + ')', is_locked);
  }
  std::string unlock_session() const override {
    return "DO $migrate$ BEGIN PERFORM pg_catalog.pg_advisory_unlock(" + key_ + "); END $migrate$;\n";
  }

  std::string enter_revision(Surroundings where) const override {
    return (where == Surroundings::in_group ? "SET LOCAL search_path = " : "SET search_path = ") +
           names_.revision_path + ";\n";
  }

  std::string leave_revision(Surroundings where) const override {
    std::string settings = std::string(leave_settings) + std::string(session_settings) + role_;
    if (where == Surroundings::outside) return settings;
    return std::string(check_deferred_constraints()) + settings + std::string(library_path);
  }

 private:
  // A column of ours of this kind that has a type of another kind.
  static std::string other_type(adapter::ColumnKind kind, std::string_view types) {
    std::string names;
    for (const std::string_view name : own_columns(kind))
      names += (names.empty() ? "" : ", ") + string_literal(name);
    return "a.attname IN (" + names + ") AND (a.attgenerated <> '' OR a.atttypid NOT IN (" +
           std::string(types) + "))";
  }

  // After a COMMIT the path is the session's, where another user's operator may be a better match. It ends
  // with the block or with the transaction around it, which has the same.
  static constexpr const char* only_own_names =
      "PERFORM pg_catalog.set_config('search_path', 'pg_catalog, pg_temp', true);";
  static constexpr const char* is_locked =
      "another process migrates this database; nothing was changed since the last COMMIT, run the script "
      "again when"
      " that is done";

  PostgresNames names_;
  std::string role_;  // the statement that sets it
  std::string key_;
};

}  // namespace

std::unique_ptr<Shell> postgres_shell(const Settings& settings, const std::string& role) {
  return std::make_unique<PostgresShell>(settings, role);
}

}  // namespace migrate::core
