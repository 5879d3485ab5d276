// Random tables go through random changes, each applied to a file with rows: all rows stay, and the table
// that the file ends up with is the one that was asked for. The seeds are fixed, so a failure comes again.

#include <random>
#include <utility>

#include "migc/engine/sqlite/rebuilt_file.h"

namespace migrate::migc {
namespace {

class RandomChanges : public RebuiltFile, public ::testing::WithParamInterface<unsigned> {
 protected:
  std::size_t below(std::size_t end) {
    return std::uniform_int_distribution<std::size_t>(0, end - 1)(random_);
  }
  bool coin() { return below(2) == 0; }
  const char* one_of(std::initializer_list<const char*> texts) { return texts.begin()[below(texts.size())]; }

  std::string new_column() {
    const std::string name = (coin() ? "c" : "\"C ") + std::to_string(++columns_);
    return name + (name.front() == '"' ? "\" " : " ") +
           one_of({"INTEGER", "TEXT", "TEXT COLLATE NOCASE", "REAL", "BLOB", "NUMERIC(8, 2)", ""}) + ' ' +
           one_of(
               {"", "DEFAULT 7", "DEFAULT 'it''s'", "NOT NULL DEFAULT ''", "DEFAULT (1 + 2)", "CHECK (1)"});
  }

  std::string create_table() {
    std::string sql = std::string("CREATE TABLE t (") +
                      one_of({"id INTEGER PRIMARY KEY", "id INTEGER PRIMARY KEY AUTOINCREMENT",
                              "id INTEGER NOT NULL UNIQUE", "id INTEGER"});
    for (std::size_t i = below(4) + 1; i > 0; --i) sql += ", " + new_column();
    return sql +
           one_of({"", ", CHECK (id >= 0)", ", CONSTRAINT positive CHECK (id > -1)", ", UNIQUE (id)",
                   ", FOREIGN KEY (id) REFERENCES parents (id) ON DELETE CASCADE"}) +
           ")";
  }

  void change_one_thing(TableChange& change) {
    std::vector<ColumnDefinition>& columns = change.after.columns;
    ColumnDefinition& column = columns[1 + below(columns.size() - 1)];
    switch (below(7)) {
      case 0:
        return set_default(column, is_nullable(column) ? std::nullopt : std::optional<std::string>("42"));
      case 1:
        return set_collation(column, coin() ? std::optional<std::string>("RTRIM") : std::nullopt);
      case 2:
        return columns.push_back(*parse_column(new_column()));
      case 3:
        return void(columns.insert(columns.begin() + 1, *parse_column(new_column())));
      case 4:
        return set_nullable(column, true);
      case 5:
        return std::swap(columns[1], columns.back());
      default:
        change.after.constraints.push_back(
            {ConstraintKind::check, "x" + std::to_string(++columns_), "CHECK (id < 1000)"});
    }
  }

  // Every value of the columns, whatever their order.
  std::string values_of(const std::vector<ColumnDefinition>& columns) {
    std::string list = "rowid";
    for (const ColumnDefinition& column : columns) list += ", quote(" + sql_name(column.name) + ")";
    return rows("SELECT " + list + " FROM t ORDER BY rowid");
  }

  // Of the table as the definition alone makes it.
  static std::string outline_of(const TableDefinition& table, const std::vector<std::string>& others) {
    SqliteSchema schema;
    schema.run(to_sql(table));
    schema.run_all(others);
    return schema.outline("t");
  }

  void apply_random_change(const std::vector<std::string>& others) {
    TableDefinition wanted;
    const std::vector<ColumnDefinition> columns = begin_change(schema_, "t").before.columns;
    const std::string before = values_of(columns);
    change("t", [&](TableChange& change) {
      for (std::size_t i = below(3) + 1; i > 0; --i) change_one_thing(change);
      wanted = change.after;
    });
    EXPECT_EQ(values_of(columns), before);
    EXPECT_EQ(schema_.outline("t"), outline_of(wanted, others));
    EXPECT_EQ(rows("SELECT sql FROM sqlite_master WHERE name = 't'"), schema_.find_object("t")->sql);
    EXPECT_EQ(rows("SELECT count(*) FROM children"), "3");
    filled_by("DROP TABLE migrate_version; DROP TABLE migrate_history");
  }

  std::mt19937 random_{GetParam()};
  std::size_t columns_ = 0;
};

TEST_P(RandomChanges, KeepEveryRowAndLeadToTheTableThatIsWanted) {
  const std::vector<std::string> others{"CREATE INDEX by_id ON t (id) WHERE id > 1",
                                        "CREATE TRIGGER quiet AFTER DELETE ON t BEGIN SELECT old.id; END"};
  made_by({"CREATE TABLE parents (id INTEGER PRIMARY KEY)", create_table()});
  made_by(others);
  filled_by("INSERT INTO parents VALUES (1), (5), (9); INSERT INTO t (id) VALUES (5), (1), (9)");
  made_by({"CREATE TABLE children (of INTEGER REFERENCES parents ON DELETE CASCADE)",
           "CREATE VIEW seen AS SELECT id FROM t"});
  filled_by("INSERT INTO children VALUES (1), (5), (9)");
  for (int i = 0; i < 4; ++i) apply_random_change(others);
  EXPECT_EQ(rows("SELECT count(*) FROM seen"), "3");
}

INSTANTIATE_TEST_SUITE_P(Seeds, RandomChanges, ::testing::Range(1U, 13U));

}  // namespace
}  // namespace migrate::migc
