#pragma once

// A random PostgreSQL schema with rows, from a small set of names, so that two of them have much in common.

#include <fmt/format.h>

#include <map>
#include <random>
#include <string>
#include <vector>

namespace migrate::testing {

class RandomPostgresSchema {
 public:
  explicit RandomPostgresSchema(unsigned seed) : random_(seed) { make(); }

  const std::string& text() const { return text_; }
  // Of each table its columns but the key, with their types.
  const std::map<std::string, std::map<std::string, std::string>>& tables() const { return tables_; }

 private:
  bool has_luck(int percent) { return static_cast<int>(random_() % 100) < percent; }
  template <typename Item>
  Item one_of(const std::vector<Item>& items) {
    return items[random_() % items.size()];
  }

  void make() {
    text_ = "CREATE TYPE mood AS ENUM (" +
            one_of<std::string>({"'a', 'b'", "'a', 'b', 'c'", "'z', 'a', 'b'", "'b', 'a'"}) + ");\n";
    text_ += "CREATE DOMAIN positive AS int" + one_of<std::string>({"", " CHECK (VALUE > 0)", " DEFAULT 7"}) +
             ";\nCREATE FUNCTION twice(x int) RETURNS " +
             one_of<std::string>({"int IMMUTABLE LANGUAGE sql AS 'SELECT x * 2'",
                                  "int IMMUTABLE LANGUAGE sql AS 'SELECT x + x'",
                                  "bigint IMMUTABLE LANGUAGE sql AS 'SELECT x::bigint'"}) +
             ";\nCREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN new; END';\n";
    for (const std::string name : {"a", "b", "c", "d"})
      if (has_luck(75)) add_table(name);
    for (const auto& [name, _] : tables_) add_parts(name);
    if (has_luck(40))
      text_ += "CREATE SEQUENCE numbers" + one_of<std::string>({"", " INCREMENT BY 5"}) + ";\n";
  }

  void add_table(const std::string& name) {
    const bool has_parts = has_luck(15);
    std::string columns = one_of<std::string>({"id int", "id bigint", "id serial"}) + " PRIMARY KEY";
    std::string names = "id", values = "1";
    for (const std::string column : {"k", "l", "m", "n"}) {
      if (!has_luck(70)) continue;
      const auto [type, value] = one_of<std::pair<std::string, std::string>>({{"int", "5"},
                                                                              {"bigint", "5"},
                                                                              {"text", "'5'"},
                                                                              {"varchar(9)", "'5'"},
                                                                              {"mood", "'a'"},
                                                                              {"positive", "5"},
                                                                              {"numeric(8, 2)", "5"},
                                                                              {"mood[]", "'{a}'"}});
      columns += fmt::format(", {} {}{}{}", column, type, has_luck(50) ? " DEFAULT " + value : "",
                             has_luck(30) ? " DEFAULT " + value + " NOT NULL" : "");
      tables_[name][column] = type;
      names += ", " + column;
      values += ", " + value;
    }
    columns = without_second_default(columns);
    tables_.try_emplace(name);
    text_ += fmt::format("CREATE {}TABLE {} ({}){};\n",
                         has_luck(30) && name == "d" && !has_parts ? "UNLOGGED " : "", name, columns,
                         has_parts ? " PARTITION BY RANGE (id)" : "");
    if (has_parts)
      text_ += fmt::format("CREATE TABLE {0}_1 PARTITION OF {0} FOR VALUES FROM (0) TO (99);\n", name);
    text_ += fmt::format("INSERT INTO {} ({}) VALUES ({});\n", name, names, values);
  }

  // "DEFAULT 5 DEFAULT 5 NOT NULL" is no column.
  static std::string without_second_default(std::string columns) {
    for (std::size_t at = columns.find(" DEFAULT "); at != std::string::npos;
         at = columns.find(" DEFAULT ", at + 1)) {
      const std::size_t next = columns.find(" DEFAULT ", at + 1), end = columns.find(", ", at);
      if (next != std::string::npos && (end == std::string::npos || next < end)) columns.erase(at, next - at);
    }
    return columns;
  }

  void add_parts(const std::string& table) {
    for (const auto& [column, type] : tables_.at(table)) {
      if (has_luck(30))
        text_ += fmt::format("CREATE INDEX ix_{0}_{1} ON {0} ({1}){2};\n", table, column,
                             one_of<std::string>({"", " WHERE id > 0"}));
      if (type == "int" && has_luck(40))
        text_ += fmt::format("ALTER TABLE {} ADD CHECK (twice({}) > 0);\n", table, column);
      if (type == "int" && has_luck(20))
        text_ += fmt::format("ALTER TABLE {} ADD {}2 int GENERATED ALWAYS AS ({} + 1) STORED;\n", table,
                             column, column);
      if (has_luck(20))
        text_ +=
            fmt::format("COMMENT ON COLUMN {}.{} IS '{}';\n", table, column, type == "int" ? "whole" : "any");
      if (has_luck(25))
        text_ += fmt::format("CREATE VIEW v_{0}_{1} AS SELECT id, {1} FROM {0};\n", table, column);
    }
    if (has_luck(30))
      text_ += fmt::format(
          "CREATE TRIGGER touch BEFORE INSERT ON {} FOR EACH ROW EXECUTE FUNCTION touch();\n", table);
    if (has_luck(20))
      text_ += fmt::format("GRANT {} ON {} TO PUBLIC;\n", one_of<std::string>({"SELECT", "INSERT, UPDATE"}),
                           table);
    if (has_luck(20))
      text_ += fmt::format(
          "ALTER TABLE {0} ENABLE ROW LEVEL SECURITY;\nCREATE POLICY own ON {0} USING (id > {1});\n", table,
          one_of<std::string>({"0", "1"}));
    if (has_luck(30) && tables_.size() > 1)
      text_ +=
          fmt::format("ALTER TABLE {0} ADD FOREIGN KEY (id) REFERENCES {1} (id){2};\n", table,
                      tables_.begin()->first, one_of<std::string>({"", " ON DELETE CASCADE", " DEFERRABLE"}));
  }

  std::mt19937 random_;
  std::string text_;
  std::map<std::string, std::map<std::string, std::string>> tables_;
};

}  // namespace migrate::testing
