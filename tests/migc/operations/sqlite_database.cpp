#include <SQLiteCpp/SQLiteCpp.h>

#include <algorithm>

#include "migc/engine/sqlite/table_definition.h"
#include "migc/operations/live_database.h"
#include "migc/operations/quote.h"
#include "migrate/sqlite.h"
#include "sqlite/table_outline.h"
#include "support/temporary_folder.h"

namespace migrate::migc {

namespace {

constexpr const char* own_tables = "name NOT LIKE 'sqlite_%' AND name NOT LIKE 'migrate_%'";

class SqliteDatabase final : public LiveDatabase {
 public:
  SqliteDatabase() { db_.exec("PRAGMA foreign_keys = ON"); }

  Connection& connection() override { return connection_; }
  void run(const std::string& sql) override { db_.exec(sql); }
  std::vector<std::string> list(const std::string& sql) override {
    std::vector<std::string> lines;
    SQLite::Statement query(db_, sql);
    while (query.executeStep()) lines.push_back(query.getColumn(0).getString());
    return lines;
  }

  DatabaseState state() override {
    DatabaseState state{.facts = list(std::string("SELECT 'view: ' || sql FROM sqlite_master WHERE type = "
                                                  "'view' AND ") +
                                      own_tables),
                        .rows = {}};
    for (const std::string& table :
         list(std::string("SELECT name FROM sqlite_master WHERE type = 'table' AND ") + own_tables)) {
      add_facts(table, state.facts);
      add_rows(table, state.rows);
    }
    std::sort(state.facts.begin(), state.facts.end());
    std::sort(state.rows.begin(), state.rows.end());
    return state;
  }

 private:
  void add_facts(const std::string& table, std::vector<std::string>& facts) {
    facts.push_back(table + ":\n" + sqlite::table_outline(db_.getHandle(), table));
    const std::string sql = list("SELECT sql FROM sqlite_master WHERE name = " + quoted_text(table)).at(0);
    for (const std::string& name : constraint_names(*parse_create_table(sql)))
      facts.push_back(table + ": constraint " + name);
  }

  // With the columns by name, because a column that was dropped and added stands last.
  void add_rows(const std::string& table, std::vector<std::string>& rows) {
    std::string line;
    for (const std::string& column :
         list("SELECT name FROM pragma_table_xinfo(" + quoted_text(table) + ") ORDER BY name"))
      line += (line.empty() ? "" : " || ', ' || ") + quoted_text(column + '=') + " || quote(" +
              sql_name(column) + ')';
    for (const std::string& row : list("SELECT " + line + " FROM " + sql_name(table)))
      rows.push_back(table + ": " + row);
  }

  testing::TemporaryFolder folder_;
  SQLite::Database db_{folder_.file("test.db"), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE};
  SqliteConnection connection_{db_};
};

}  // namespace

const Dialect live_dialect = Dialect::sqlite;

std::unique_ptr<LiveDatabase> make_live_database() {
  return std::make_unique<SqliteDatabase>();
}

}  // namespace migrate::migc
