#pragma once

// What a script needs to know of the shell that it is written for: `sqlite3` or `psql`.
//
// Each piece of text that a shell returns is complete: it ends with a line end, and what it checks stops the
// script when it does not hold.

#include <memory>
#include <string>
#include <string_view>

#include "engine/table_names.h"
#include "migrate/chain.h"
#include "migrate/expected_table.h"
#include "migrate/options.h"

namespace migrate::core {

enum class Surroundings : bool { in_group, outside };

class Shell {
 public:
  virtual ~Shell() = default;

  virtual Dialect dialect() const noexcept = 0;
  virtual std::string qualified(std::string_view table) const = 0;
  // SQL for the present time, as history rows have it.
  virtual std::string time_expression() const = 0;

  virtual std::string beginning() const = 0;
  // One statement, ended as the shell wants it.
  virtual std::string statement(std::string_view sql) const = 0;
  // Creates one of our tables where it is missing, without a word about one that exists, and takes from a new
  // one what default privileges gave to others.
  virtual std::string create_table(const std::string& name, const std::string& statement) const = 0;
  // Why the shell would not pass the statement on as it is; empty when it does.
  virtual std::string objection(std::string_view statement) const = 0;
  // Stops the script with the message unless the condition, an expression of SQL, is true.
  virtual std::string guard(const std::string& condition, const std::string& message) const = 0;
  // That the table is what the chain made of it; empty where a script cannot ask.
  virtual std::string table_condition(const ExpectedTable& expected) const = 0;
  // That our tables are ordinary ones, which nothing else changes.
  virtual std::string tables_condition(const TableNames& names) const = 0;

  // `drops_table`: a statement of the group does.
  virtual std::string begin_group(bool drops_table) const = 0;
  // Stops the script where a group that dropped a table left the session other than it was; empty when none
  // can.
  virtual std::string require_restored_session() const = 0;
  virtual std::string commit_group(bool drops_table) const = 0;
  virtual std::string lock_session() const = 0;
  virtual std::string unlock_session() const = 0;
  virtual std::string enter_revision(Surroundings where) const = 0;
  virtual std::string leave_revision(Surroundings where) const = 0;
};

[[nodiscard]] std::unique_ptr<Shell> sqlite_shell(const Options& options);
[[nodiscard]] std::unique_ptr<Shell> postgres_shell(const Settings& settings, const std::string& role);
// `settings`: chain_settings() of the dialect. The options must outlive the shell.
[[nodiscard]] std::unique_ptr<Shell> shell_for(Dialect dialect, const Settings& settings,
                                               const Options& options);

}  // namespace migrate::core
