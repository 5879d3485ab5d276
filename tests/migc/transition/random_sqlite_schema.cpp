#include "migc/transition/random_sqlite_schema.h"

#include <algorithm>
#include <initializer_list>

namespace migrate::testing {

namespace {

std::uint64_t mixed(std::uint64_t x) {
  x ^= x >> 33;
  x *= 0xff51afd7ed558ccdULL;
  x ^= x >> 33;
  x *= 0xc4ceb9fe1a85ec53ULL;
  return x ^ (x >> 33);
}

std::uint64_t hash_of(std::uint64_t seed, std::string_view place) {
  for (const char c : place) seed = mixed(seed * 31 + static_cast<unsigned char>(c));
  return mixed(seed);
}

constexpr const char* table_names[] = {"t1", "t2", "Order lines", "group", "t5"};
constexpr const char* column_names[] = {"a", "b", "Mixed Case", "select", "e", "parent"};
constexpr int row_count = 3;

class Generator {
 public:
  Generator(std::uint64_t seed, bool is_second, unsigned percent)
      : seed_(seed), is_second_(is_second), percent_(percent) {}

  RandomSqliteSchema make() {
    for (const char* name : table_names)
      if (below(name, 4) != 0) names_.emplace_back(name);
    for (const std::string& name : names_) add_table(name);
    add_others();
    return std::move(schema_);
  }

 private:
  // A number for this place of the schema.
  std::uint64_t below(const std::string& place, std::uint64_t end) const {
    const bool is_alike = !is_second_ || hash_of(seed_ + 1, place) % 100 < percent_;
    return hash_of(is_alike ? seed_ : seed_ + 2, place + "?") % end;
  }
  bool one_in(const std::string& place, std::uint64_t count) const { return below(place, count) == 0; }
  const char* choice(const std::string& place, std::initializer_list<const char*> choices) const {
    return choices.begin()[below(place, choices.size())];
  }

  void add_table(const std::string& name) {
    RandomTable table{name, {{"id"}}};
    const bool is_strict = one_in(name + " strict", 6);
    const bool has_rowid = !one_in(name + " without rowid", 6);
    std::string parts = id_of(name, has_rowid);
    for (const char* column : column_names)
      if (below(name + '.' + column + " exists", 5) > 1)
        parts += ",\n  " + column_of(table, column, is_strict);
    schema_.sql += "CREATE TABLE " + in_quotes(name) + " (" + parts + constraints_of(table) + ")";
    schema_.sql += is_strict && !has_rowid ? " STRICT, WITHOUT ROWID"
                   : is_strict             ? " STRICT"
                   : has_rowid             ? ""
                                           : " WITHOUT ROWID";
    schema_.sql += ";\n";
    add_rows(table);
    add_indexes(table);
    schema_.tables.push_back(std::move(table));
  }

  std::string id_of(const std::string& table, bool has_rowid) const {
    if (!has_rowid)
      return choice(table + " id", {"id INTEGER PRIMARY KEY", "id INT NOT NULL PRIMARY KEY DESC"});
    return choice(table + " id", {"id INTEGER PRIMARY KEY", "id INTEGER PRIMARY KEY AUTOINCREMENT",
                                  "id INT PRIMARY KEY", "id INTEGER NOT NULL UNIQUE", "id TEXT PRIMARY KEY",
                                  "id INTEGER CONSTRAINT \"the key\" PRIMARY KEY ON CONFLICT REPLACE"});
  }

  std::string column_of(RandomTable& table, const std::string& name, bool is_strict) const {
    const std::string at = table.name + '.' + name;
    RandomColumn column{name};
    std::string sql = in_quotes(name) + ' ';
    sql += is_strict
               ? choice(at + " type", {"INTEGER", "TEXT", "INT", "ANY"})
               : choice(at + " type", {"INTEGER", "TEXT", "REAL", "VARCHAR(40)", "NUMERIC", "", "TEXT"});
    if (name != "parent" && one_in(at + " generated", 8)) {
      column.is_generated = true;
      sql += choice(at + " expression",
                    {" AS (id * 2)", " GENERATED ALWAYS AS (id + 1) STORED", " AS (id + 1) STORED"});
    } else {
      sql += column_constraints(at, column);
    }
    table.columns.push_back(std::move(column));
    return sql;
  }

  std::string column_constraints(const std::string& at, RandomColumn& column) const {
    std::string sql = choice(at + " collation", {"", "", "", " COLLATE NOCASE"});
    const std::string value =
        choice(at + " default", {"", "", " DEFAULT 5", " DEFAULT '7'", " DEFAULT (2 + 3)", " DEFAULT NULL"});
    sql += value;
    if (one_in(at + " not null", 4)) {
      sql += choice(at + " how", {" NOT NULL", " CONSTRAINT needed NOT NULL"});
      column.takes_null = false;
      column.needs_value = value.empty() || value == " DEFAULT NULL";
    }
    if (one_in(at + " check", 6)) sql += " CHECK (" + in_quotes(column.name) + " <> 'never')";
    if (value.empty() && one_in(at + " unique", 8)) sql += " UNIQUE";
    if (at.ends_with(".parent") && (value.empty() || value == " DEFAULT NULL") && below(at + " key", 3) != 0)
      sql += " REFERENCES " + in_quotes(names_[below(at + " of", names_.size())]) +
             choice(at + " refers",
                    {" (id)", "", " (id) ON DELETE CASCADE", " (id) DEFERRABLE INITIALLY DEFERRED"});
    return sql;
  }

  std::string constraints_of(const RandomTable& table) const {
    std::string sql = choice(table.name + " check",
                             {"", "", ",\n  CHECK (id > 0)", ",\n  CONSTRAINT few CHECK (length(id) < 5)"});
    if (table.columns.size() > 1 && one_in(table.name + " unique", 5))
      sql += ",\n  UNIQUE (id, " + in_quotes(table.columns.back().name) + ")";
    if (one_in(table.name + " itself", 6))
      sql += ",\n  FOREIGN KEY (id) REFERENCES " + in_quotes(table.name) + " (id)";
    return sql;
  }

  // Values that any type takes, and that are the same in all of them; now and then none.
  void add_rows(const RandomTable& table) {
    for (int id = 1; id <= row_count; ++id) {
      std::string columns = "id", values = std::to_string(id);
      for (const RandomColumn& column : table.columns) {
        if (column.is_generated || column.name == "id") continue;
        const bool is_null = column.takes_null && one_in(table.name + column.name + std::to_string(id), 4);
        columns += ", " + in_quotes(column.name);
        values += is_null ? ", NULL" : ", " + std::to_string(column.name == "parent" ? id : id * 11);
      }
      schema_.rows +=
          "INSERT INTO " + in_quotes(table.name) + " (" + columns + ") VALUES (" + values + ");\n";
    }
  }

  void add_indexes(const RandomTable& table) {
    const std::string column = in_quotes(table.columns.back().name);
    for (int i = 0; i < 2; ++i) {
      const std::string at = table.name + " index " + std::to_string(i);
      if (!one_in(at, 2)) continue;
      const std::string on = choice(at + " on", {"id", "lower(%)", "% DESC, id", "% COLLATE RTRIM", "%"});
      schema_.sql +=
          "CREATE " + std::string(one_in(at + " unique", 5) && on == "id" ? "UNIQUE " : "") + "INDEX " +
          in_quotes("ix" + std::to_string(below(at + " name", 2)) + std::to_string(i) + table.name) + " ON " +
          in_quotes(table.name) + " (" + with_column(on, column) + ")" +
          choice(at + " where", {"", "", " WHERE id > 2"}) + ";\n";
    }
  }

  static std::string with_column(std::string text, const std::string& column) {
    const std::size_t at = text.find('%');
    return at == std::string::npos ? text : text.replace(at, 1, column);
  }

  // Views, triggers, a virtual table, the numbers of the file.
  void add_others() {
    std::vector<std::string> readable;
    for (const RandomTable& table : schema_.tables) readable.push_back(in_quotes(table.name));
    for (const char* view : {"v1", "The View", "t5", "v3"}) {
      const std::string name(view);
      const bool is_taken = std::ranges::find(readable, in_quotes(name)) != readable.end();
      if (is_taken || readable.empty() || one_in(name + " view", 3)) continue;
      const std::string of = readable[below(name + " of", readable.size())];
      schema_.sql +=
          "CREATE VIEW " + in_quotes(name) + " AS " +
          choice(name + " selects", {"SELECT * FROM ", "SELECT id FROM ", "SELECT id, count(*) AS n FROM "}) +
          of + ";\n";
      if (one_in(name + " trigger", 3))
        schema_.sql += "CREATE TRIGGER " + in_quotes("on " + name) + " INSTEAD OF INSERT ON " +
                       in_quotes(name) + " BEGIN SELECT new.id; END;\n";
      readable.push_back(in_quotes(name));
    }
    for (const RandomTable& table : schema_.tables) add_trigger(table);
    if (one_in("fts", 3))
      schema_.sql += std::string("CREATE VIRTUAL TABLE words USING fts5 (") +
                     choice("fts of", {"word", "word, text"}) + ");\n";
    schema_.sql += "PRAGMA user_version = " + std::to_string(below("user_version", 3)) + ";\n";
    schema_.sql += "PRAGMA application_id = " + std::to_string(below("application_id", 2)) + ";\n";
  }

  void add_trigger(const RandomTable& table) {
    if (!one_in(table.name + " trigger", 3)) return;
    const std::string other = in_quotes(names_[below(table.name + " trigger to", names_.size())]);
    const std::string column = in_quotes(table.columns.back().name);
    schema_.sql += "CREATE TRIGGER " + in_quotes("on " + table.name) +
                   choice(table.name + " when", {" AFTER INSERT", " BEFORE DELETE"}) + " ON " +
                   in_quotes(table.name) + " BEGIN\n  " +
                   with_column(choice(table.name + " does",
                                      {"SELECT 1;", "DELETE FROM # WHERE id = -1;", "SELECT % FROM @;"}),
                               column);
    for (const auto& [mark, text] : {std::pair('#', other), std::pair('@', in_quotes(table.name))})
      if (const std::size_t at = schema_.sql.find(mark); at != std::string::npos)
        schema_.sql.replace(at, 1, text);
    schema_.sql += "\nEND;\n";
  }

  std::uint64_t seed_;
  bool is_second_;
  unsigned percent_;
  std::vector<std::string> names_;
  RandomSqliteSchema schema_;
};

}  // namespace

std::string in_quotes(std::string_view name) {
  return '"' + std::string(name) + '"';
}

RandomSqliteSchema random_sqlite_schema(std::uint64_t seed, bool is_second, unsigned percent) {
  return Generator(seed, is_second, percent).make();
}

}  // namespace migrate::testing
