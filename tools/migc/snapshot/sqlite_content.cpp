#include "migc/snapshot/sqlite_content.h"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <sqlite3.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <memory>
#include <optional>
#include <set>
#include <string_view>
#include <utility>

#include "core/text/utf8.h"
#include "engine/characters.h"
#include "engine/sql_text.h"
#include "migrate/error.h"
#include "sqlite/statement_handle.h"

namespace migrate::migc {

namespace {

using core::quoted_name;
using sqlite::During;
using sqlite::StatementHandle;

// One INSERT ends with the row that makes it as long as this.
constexpr std::size_t size_of_insert = std::size_t{1} << 15U;

std::string bytes_literal(std::string_view bytes) {
  constexpr std::string_view digits = "0123456789ABCDEF";
  std::string literal = "X'";
  literal.reserve(2 * bytes.size() + 3);
  for (const char byte : bytes)
    (literal += digits[static_cast<unsigned char>(byte) >> 4U]) +=
        digits[static_cast<unsigned char>(byte) & 15U];
  return literal += '\'';
}

std::string text_literal(std::string_view text) {
  const bool is_plain = text.find('\0') == text.npos && core::find_invalid_utf8(text) == text.npos;
  return is_plain ? core::string_literal(text) : fmt::format("CAST({} AS TEXT)", bytes_literal(text));
}

// As few digits as are read back as this number.
std::string digits_of(double number) {
  std::string digits;
  for (const int precision : {15, 16, 17}) {
    digits = fmt::format("{:.{}g}", number, precision);
    double read = 0;
    std::from_chars(digits.data(), digits.data() + digits.size(), read);
    if (read == number) break;
  }
  return digits;
}

std::string real_literal(double number) {
  if (std::isinf(number)) return number > 0 ? "9e999" : "-9e999";
  std::string digits = digits_of(number);
  return digits.find_first_of(".e") == digits.npos ? digits + ".0" : digits;
}

std::string_view text_of(sqlite3_stmt* row, int column, const void* bytes) {
  return {static_cast<const char*>(bytes), static_cast<std::size_t>(sqlite3_column_bytes(row, column))};
}

std::string literal_of(sqlite3_stmt* row, int column) {
  switch (sqlite3_column_type(row, column)) {
    case SQLITE_INTEGER:
      return std::to_string(sqlite3_column_int64(row, column));
    case SQLITE_FLOAT:
      return real_literal(sqlite3_column_double(row, column));
    case SQLITE_TEXT:
      return text_literal(text_of(row, column, sqlite3_column_text(row, column)));
    case SQLITE_BLOB:
      return bytes_literal(text_of(row, column, sqlite3_column_blob(row, column)));
    default:
      return "NULL";
  }
}

struct SchemaRow {
  std::string type;
  std::string name;
  std::string table;
  std::string sql;
};

struct ColumnList {
  std::string names;  // "\"a\", \"b\"": those that can be written
  std::vector<std::string> all;
  bool has_key = false;  // PRIMARY KEY
};

bool is_same(std::string_view name, std::string_view other) {
  return core::equal_ignoring_case(name, other);
}

class ContentReader {
 public:
  ContentReader(sqlite3* db, const std::vector<std::string>& own_tables, std::size_t most_bytes)
      : db_(db), own_tables_(own_tables), room_(most_bytes) {}

  std::vector<ContentStatement> read() {
    read_schema();
    add_number("user_version");
    add_number("application_id");
    add_of_type("table", [](const SchemaRow& row) { return !is_virtual(row); });
    for (const SchemaRow& row : schema_) add_rows(row);
    add_sequences();
    add_of_type("index", [](const SchemaRow&) { return true; });
    add_of_type("table", is_virtual);
    for (const std::string& shadow : shadows_) add_inserts(shadow, true);
    add_of_type("view", [](const SchemaRow&) { return true; });
    add_of_type("trigger", [](const SchemaRow&) { return true; });
    add_statistics();
    return std::move(statements_);
  }

 private:
  static bool is_virtual(const SchemaRow& row) {
    constexpr std::string_view words = "CREATE VIRTUAL";
    return is_same(std::string_view(row.sql).substr(0, words.size()), words);
  }

  bool is_ours(const std::string& table) const {
    return std::ranges::any_of(own_tables_, [&](const std::string& own) { return is_same(own, table); });
  }

  void read_schema() {
    if (sqlite3_libversion_number() >= 3037000) {
      StatementHandle shadow(db_,
                             "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type ="
                             " 'shadow' ORDER BY name",
                             During::looking);
      while (shadow.step()) shadows_.push_back(shadow.column_text(0));
    }
    StatementHandle row(db_, "SELECT type, name, tbl_name, sql FROM main.sqlite_master ORDER BY rowid",
                        During::looking);
    while (row.step()) {
      SchemaRow read{row.column_text(0), row.column_text(1), row.column_text(2), row.column_text(3)};
      if (!is_ours(read.table) && std::ranges::find(shadows_, read.table) == shadows_.end())
        schema_.push_back(std::move(read));
    }
  }

  void add(std::string object, std::string text, bool only_compared = false) {
    if (text.size() > room_) throw Error(ErrorKind::bad_input, "it would be too large for a program");
    room_ -= text.size();
    statements_.push_back({std::move(object), std::move(text), only_compared});
  }

  void add_number(const char* pragma) {
    const std::string read = fmt::format("PRAGMA main.{}", pragma);
    if (const std::int64_t number = sqlite::query_number(db_, read.c_str()); number != 0)
      add(pragma, fmt::format("{} = {}", read, number));
  }

  // What SQLite makes for itself has no text, or a name that no user's object can have.
  template <typename Wanted>
  void add_of_type(std::string_view type, Wanted wanted) {
    for (const SchemaRow& row : schema_)
      if (row.type == type && !row.sql.empty() && !row.name.starts_with("sqlite_") && wanted(row))
        add(fmt::format("the {} \"{}\"", type, row.name), row.sql);
  }

  void add_rows(const SchemaRow& row) {
    if (row.type == "table" && !is_virtual(row) && !row.name.starts_with("sqlite_"))
      add_inserts(row.name, false);
  }

  ColumnList read_columns(const std::string& table) {
    ColumnList columns;
    StatementHandle column(db_, fmt::format("PRAGMA main.table_xinfo({})", quoted_name(table)),
                           During::looking);
    while (column.step()) {
      columns.all.push_back(column.column_text(1));
      columns.has_key = columns.has_key || column.column_number(5) != 0;
      const bool is_generated = column.column_number(6) != 0;
      if (is_generated) continue;
      if (!columns.names.empty()) columns.names += ", ";
      columns.names += quoted_name(columns.all.back());
    }
    return columns;
  }

  bool can_prepare(const std::string& sql) {
    sqlite3_stmt* statement = nullptr;
    const int code = sqlite3_prepare_v2(db_, sql.c_str(), -1, &statement, nullptr);
    sqlite3_finalize(statement);
    return code == SQLITE_OK;
  }

  // A column that is the rowid needs no index for its key.
  bool has_key_index(const std::string& table) {
    StatementHandle index(db_, fmt::format("PRAGMA main.index_list({})", quoted_name(table)),
                          During::looking);
    while (index.step())
      if (index.column_text(3) == "pk") return true;
    return false;
  }

  // The name under which the rowid can be written beside the columns; empty where a column is the rowid,
  // where there is none, or where columns hide all its names.
  std::string rowid_name(const std::string& table, const ColumnList& columns) {
    if (columns.has_key && !has_key_index(table)) return {};
    for (const char* name : {"rowid", "_rowid_", "oid"}) {
      const auto is_name = [&](const std::string& column) { return is_same(column, name); };
      if (std::ranges::none_of(columns.all, is_name))
        return can_prepare(fmt::format("SELECT {} FROM main.{}", name, quoted_name(table))) ? name : "";
    }
    return {};
  }

  // In the order in which the table keeps them.
  void add_inserts(const std::string& table, bool only_compared) {
    const ColumnList columns = read_columns(table);
    const std::string rowid = rowid_name(table, columns);
    const std::string names = rowid.empty() ? columns.names : rowid + ", " + columns.names;
    add_inserts(table, names, fmt::format("SELECT {} FROM main.{} NOT INDEXED", names, quoted_name(table)),
                only_compared);
  }

  void add_inserts(const std::string& table, const std::string& names, const std::string& query,
                   bool only_compared) {
    sqlite3_stmt* prepared = nullptr;
    if (sqlite3_prepare_v2(db_, query.c_str(), -1, &prepared, nullptr) != SQLITE_OK)
      throw sqlite::last_error(db_, During::looking);
    const std::unique_ptr<sqlite3_stmt, int (*)(sqlite3_stmt*)> row(prepared, &sqlite3_finalize);
    std::string text;
    const auto end_statement = [&] {
      if (!text.empty()) add(fmt::format("the table \"{}\"", table), std::move(text), only_compared);
      text.clear();
    };
    int code = SQLITE_OK;
    while ((code = sqlite3_step(prepared)) == SQLITE_ROW) {
      // OR ABORT: a constraint with an ON CONFLICT of its own must not swallow rows.
      text += text.empty()
                  ? fmt::format("INSERT OR ABORT INTO main.{} ({}) VALUES\n", quoted_name(table), names)
                  : ",\n";
      add_row(prepared, text);
      if (text.size() >= size_of_insert) end_statement();
    }
    if (code != SQLITE_DONE) throw sqlite::last_error(db_, During::looking);
    end_statement();
  }

  static void add_row(sqlite3_stmt* row, std::string& text) {
    for (int i = 0; i < sqlite3_column_count(row); ++i) (text += i == 0 ? "(" : ", ") += literal_of(row, i);
    text += ')';
  }

  bool has(std::string_view table) const {
    return std::ranges::any_of(schema_, [&](const SchemaRow& row) { return row.name == table; });
  }

  // The rows themselves have set other numbers.
  void add_sequences() {
    if (!has("sqlite_sequence")) return;
    add("where AUTOINCREMENT continues", "DELETE FROM main.sqlite_sequence");
    add_inserts("sqlite_sequence", "name, seq", "SELECT name, seq FROM main.sqlite_sequence ORDER BY name",
                false);
  }

  // No CREATE TABLE can name them.
  void add_statistics() {
    std::vector<std::string> tables;
    for (const SchemaRow& row : schema_)
      if (row.type == "table" && row.name.starts_with("sqlite_stat")) tables.push_back(row.name);
    if (!tables.empty()) add("the statistics of ANALYZE", "ANALYZE main.sqlite_master");
    for (const std::string& table : tables) add_inserts(table, false);
  }

  sqlite3* db_;
  const std::vector<std::string>& own_tables_;
  std::size_t room_;  // in bytes, that is left
  std::vector<std::string> shadows_;
  std::vector<SchemaRow> schema_;
  std::vector<ContentStatement> statements_;
};

}  // namespace

std::vector<ContentStatement> read_content(sqlite3* db, const std::vector<std::string>& own_tables,
                                           std::size_t most_bytes) {
  return ContentReader(db, own_tables, most_bytes).read();
}

}  // namespace migrate::migc
