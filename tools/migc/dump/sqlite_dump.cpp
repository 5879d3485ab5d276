#include "migc/dump/sqlite_dump.h"

#include <fmt/format.h>
#include <sqlite3.h>

#include <algorithm>
#include <optional>
#include <variant>

#include "migc/engine/sqlite/table_definition.h"

namespace migrate::migc {

namespace {

// Without what SQLite makes for itself, and the tables in which a virtual one keeps its content.
std::string objects_query() {
  const bool knows_shadows = sqlite3_libversion_number() >= 3037000;
  return fmt::format(
      "SELECT name, tbl_name, sql FROM main.sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE "
      "'sqlite\\_%'"
      " ESCAPE '\\'{} ORDER BY CASE type WHEN 'view' THEN 1 WHEN 'trigger' THEN 2 ELSE 0 END, CASE WHEN type "
      "IN"
      " ('table', 'index') THEN tbl_name ELSE name END, type DESC, name",
      knows_shadows
          ? " AND tbl_name NOT IN (SELECT name FROM pragma_table_list WHERE schema = 'main' AND type ="
            " 'shadow')"
          : "");
}

// A table with a column a line, however it was written or altered; all else as its author wrote it.
std::string statement_of(const std::string& sql) {
  const std::optional<TableDefinition> table = parse_create_table(sql);
  return (table ? to_sql(*table) : sql) + ";\n";
}

std::string number_of_file(SchemaDatabase& database, std::string_view pragma) {
  const auto number = std::get<std::int64_t>(database.query(fmt::format("PRAGMA main.{}", pragma))[0][0]);
  return number == 0 ? "" : fmt::format("PRAGMA {} = {};\n", pragma, number);
}

}  // namespace

std::string dump_sqlite(SchemaDatabase& database, const std::vector<std::string>& own_tables) {
  std::string dump = number_of_file(database, "user_version") + number_of_file(database, "application_id");
  for (const Row& row : database.query(objects_query())) {
    const auto& table = std::get<std::string>(row[1]);
    const auto is_table = [&](const std::string& own) { return is_same_name(own, table); };
    if (std::ranges::any_of(own_tables, is_table)) continue;
    if (!dump.empty()) dump += '\n';
    dump += statement_of(std::get<std::string>(row[2]));
  }
  return dump;
}

}  // namespace migrate::migc
