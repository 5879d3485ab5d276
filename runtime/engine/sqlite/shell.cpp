// Scripts for SQLite's shell. It reads line by line: outside a statement a line that begins with a point is a
// command of its own, and inside one a line with nothing but "go" or "/" ends it.

#include <algorithm>
#include <cctype>

#include "engine/characters.h"
#include "engine/shell.h"
#include "engine/sql_text.h"
#include "engine/sqlite/outline_condition.h"

namespace migrate::core {

namespace {

std::string_view trimmed(std::string_view line) {
  while (!line.empty() && std::isspace(static_cast<unsigned char>(line.front()))) line.remove_prefix(1);
  while (!line.empty() && std::isspace(static_cast<unsigned char>(line.back()))) line.remove_suffix(1);
  return line;
}

bool ends_statement(std::string_view line) {
  const std::string_view word = trimmed(line);
  return word == "/" || equal_ignoring_case(word, "go");
}

// Rows whose foreign key refers to a missing row, where the session checks them.
constexpr std::string_view violations =
    "SELECT \"table\", rowid, parent FROM pragma_foreign_key_check"
    " WHERE (SELECT were_on FROM temp.migrate_foreign_keys)";

class SqliteShell : public Shell {
 public:
  explicit SqliteShell(const Options& options) : timeout_(options.lock_timeout) {}

  Dialect dialect() const noexcept override { return Dialect::sqlite; }
  std::string qualified(std::string_view table) const override { return "main." + quoted_name(table); }
  std::string time_expression() const override { return "strftime('%Y-%m-%dT%H:%M:%fZ', 'now')"; }

  std::string beginning() const override {
    return ".bail on\n.timeout " + std::to_string(timeout_.count()) + '\n';
  }

  std::string statement(std::string_view sql) const override { return ended(std::string(sql)); }

  std::string create_table(const std::string&, const std::string& sql) const override {
    return statement(sql);
  }

  std::string objection(std::string_view statement) const override {
    while (!statement.empty()) {
      const std::size_t end = std::min(statement.find('\n'), statement.size());
      if (ends_statement(statement.substr(0, end)))
        return "sqlite3 takes its line " + quoted_name(trimmed(statement.substr(0, end))) +
               " for the end of the statement; put that on a line with something else";
      statement.remove_prefix(std::min(end + 1, statement.size()));
    }
    return {};
  }

  // The name of a constraint that does not hold is part of SQLite's message.
  std::string guard(const std::string& condition, const std::string& message) const override {
    return "CREATE TEMP TABLE migrate_guard (holds CONSTRAINT " + quoted_name(message) +
           " CHECK (holds IS 1));\nINSERT INTO temp.migrate_guard SELECT " + condition +
           ";\nDROP TABLE temp.migrate_guard;\n";
  }

  std::string table_condition(const ExpectedTable& expected) const override {
    return outline_condition(expected);
  }

  std::string tables_condition(const TableNames& names) const override {
    const std::string both = '(' + string_literal(names.version) + ", " + string_literal(names.history) + ')';
    return "(SELECT count(*) FROM main.sqlite_schema WHERE type = 'table' AND name IN " + both +
           ") = 2 AND NOT EXISTS (SELECT 1 FROM main.sqlite_schema WHERE type = 'trigger' AND tbl_name IN " +
           both + ')';
  }

  // With foreign keys on, DROP TABLE would delete the rows that refer to the table. No SQL can switch them on
  // again only where they were.
  std::string begin_group(bool drops_table) const override {
    if (!drops_table) return "BEGIN IMMEDIATE;\n";
    return "CREATE TEMP TABLE IF NOT EXISTS migrate_foreign_keys AS SELECT foreign_keys AS were_on FROM "
           "pragma_foreign_keys;\n"
           "PRAGMA foreign_keys = OFF;\nBEGIN IMMEDIATE;\n"
           "CREATE TEMP TABLE migrate_violations AS " +
           std::string(violations) + ";\n";
  }

  std::string require_restored_session() const override {
    return guard(
        "NOT (SELECT were_on FROM temp.migrate_foreign_keys)",
        "foreign keys were on, and are off since a table was dropped; continue from here with a script of "
        "its own");
  }

  std::string commit_group(bool drops_table) const override {
    if (!drops_table) return "COMMIT;\n";
    return guard("NOT EXISTS (" + std::string(violations) + " EXCEPT SELECT * FROM temp.migrate_violations)",
                 "the revisions leave rows whose foreign key points nowhere") +
           "DROP TABLE temp.migrate_violations;\nCOMMIT;\n";
  }

  // SQLite has no lock without a transaction.
  std::string lock_session() const override { return {}; }
  std::string unlock_session() const override { return {}; }
  std::string enter_revision(Surroundings) const override { return {}; }
  std::string leave_revision(Surroundings) const override { return {}; }

 private:
  std::chrono::milliseconds timeout_;
};

}  // namespace

std::unique_ptr<Shell> sqlite_shell(const Options& options) {
  return std::make_unique<SqliteShell>(options);
}

}  // namespace migrate::core
