#include "migc/autogenerate/safe_steps.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <set>
#include <string_view>
#include <utility>

#include "engine/name_cursor.h"
#include "migc/operations/quote.h"

namespace migrate::migc {

namespace {

using core::NameCursor;

class StatementSteps {
 public:
  explicit StatementSteps(const std::vector<std::string>& statements) {
    for (const std::string& statement : statements) add(statement);
  }

  SafeSteps take() { return std::move(steps_); }

 private:
  void add(const std::string& statement) {
    NameCursor at(Dialect::postgres, statement);
    if (at.take("CREATE") ? add_index(statement, at) : at.take("ALTER") && add_change(statement, at)) return;
    steps_.first.push_back(statement);
  }

  // Whether the table may have rows: the statements do not create it.
  bool is_filled(const core::TableName& table) const {
    return !created_.contains(table.schema + '.' + table.name);
  }

  bool add_index(const std::string& statement, NameCursor& at) {
    at.take("UNLOGGED");
    if (at.take("TABLE")) {
      if (const auto table = at.take_table()) created_.insert(table->schema + '.' + table->name);
      return false;
    }
    at.take("UNIQUE");
    if (!at.take("INDEX") || at.is_at("CONCURRENTLY") || at.is_at("ON")) return false;
    const std::size_t name = at.token().begin;
    if (!at.take_name() || !at.take("ON") || at.is_at("ONLY")) return false;
    const std::optional<core::TableName> table = at.take_table();
    if (!table || !is_filled(*table)) return false;
    steps_.afterwards.push_back(statement.substr(0, name) + "CONCURRENTLY " + statement.substr(name));
    return true;
  }

  bool add_change(const std::string& statement, NameCursor& at) {
    if (!at.take("TABLE")) return false;
    const std::size_t name = at.token().begin;
    const std::optional<core::TableName> table = at.take_table();
    if (!table || !is_filled(*table)) return false;
    const std::string spelled = without_blanks(statement.substr(name, at.token().begin - name));
    if (at.take("ADD")) return at.take("CONSTRAINT") && add_constraint(statement, spelled, at);
    return at.take("ALTER") && add_not_null(statement, spelled, *table, at);
  }

  static std::string without_blanks(std::string text) {
    text.erase(text.find_last_not_of(" \t\n") + 1);
    return text;
  }

  bool add_constraint(const std::string& statement, const std::string& table, NameCursor& at) {
    const std::string name(at.spelling());
    if (!at.take_name()) return false;
    const bool is_checked = at.is_at("CHECK") || at.is_at("FOREIGN");
    if (!is_checked) return add_key(statement, table, name, at);
    if (statement.find("NOT VALID") != std::string::npos) return false;
    steps_.first.push_back(statement + " NOT VALID");
    steps_.afterwards.push_back(fmt::format("ALTER TABLE {} VALIDATE CONSTRAINT {}", table, name));
    return true;
  }

  // UNIQUE (a, b), with nothing after it: its index can be built before.
  bool add_key(const std::string& statement, const std::string& table, const std::string& name,
               NameCursor& at) {
    const std::string_view kind = at.is_at("UNIQUE") ? "UNIQUE" : "PRIMARY KEY";
    if (!at.take("UNIQUE") && !(at.take("PRIMARY") && at.take("KEY"))) return false;
    const std::size_t columns = at.token().begin;
    if (!at.take_symbol('(') || statement.find(')', columns) != statement.size() - 1) return false;
    steps_.afterwards.push_back(
        fmt::format("CREATE UNIQUE INDEX CONCURRENTLY {} ON {} {}", name, table, statement.substr(columns)));
    steps_.afterwards.push_back(
        fmt::format("ALTER TABLE {} ADD CONSTRAINT {} {} USING INDEX {}", table, name, kind, name));
    return true;
  }

  // A valid CHECK spares SET NOT NULL the look at the rows.
  bool add_not_null(const std::string& statement, const std::string& table, const core::TableName& key,
                    NameCursor& at) {
    at.take("COLUMN");
    const std::string column(at.spelling());
    const std::optional<std::string> plain = at.take_name();
    if (!plain || !at.take("SET") || !at.take("NOT") || !at.take("NULL")) return false;
    const std::string check = migc::quoted_name(fmt::format("{}_{}_not_null", key.name, *plain));
    steps_.first.push_back(fmt::format("ALTER TABLE {} ADD CONSTRAINT {} CHECK ({} IS NOT NULL) NOT VALID",
                                       table, check, column));
    steps_.afterwards.push_back(fmt::format("ALTER TABLE {} VALIDATE CONSTRAINT {}", table, check));
    steps_.afterwards.push_back(statement);
    steps_.afterwards.push_back(fmt::format("ALTER TABLE {} DROP CONSTRAINT {}", table, check));
    return true;
  }

  SafeSteps steps_;
  std::set<std::string> created_;
};

}  // namespace

SafeSteps safe_steps(const std::vector<std::string>& statements) {
  return StatementSteps(statements).take();
}

}  // namespace migrate::migc
