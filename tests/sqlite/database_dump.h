#pragma once

// Everything in a SQLite database as text: settings of the file, schema and rows.

#include <SQLiteCpp/SQLiteCpp.h>

#include <filesystem>
#include <string>
#include <vector>

namespace migrate::testing {

inline std::vector<std::string> lines_of(SQLite::Database& db, const std::string& sql) {
  std::vector<std::string> lines;
  SQLite::Statement query(db, sql);
  while (query.executeStep()) {
    std::string line;
    for (int i = 0; i < query.getColumnCount(); ++i) line += query.getColumn(i).getString() + '|';
    lines.push_back(line);
  }
  return lines;
}

// Types are told apart, and a NULL from an empty text.
inline std::string rows_statement(SQLite::Database& db, const std::string& table) {
  std::string columns;
  for (std::string name : lines_of(db, "SELECT name FROM pragma_table_info('" + table + "')")) {
    name.pop_back();
    columns += (columns.empty() ? "" : ", ") + ("quote(\"" + name + "\")");
  }
  return "SELECT " + columns + " FROM \"" + table + "\" ORDER BY rowid";
}

inline std::vector<std::string> dump(SQLite::Database& db) {
  std::vector<std::string> all;
  const auto add = [&](const std::vector<std::string>& lines) {
    all.insert(all.end(), lines.begin(), lines.end());
  };
  for (const char* setting : {"user_version", "application_id", "journal_mode", "encoding", "auto_vacuum"})
    add(lines_of(db, std::string("PRAGMA ") + setting));
  add(lines_of(db, "SELECT type, name, tbl_name, coalesce(sql, '') FROM sqlite_master ORDER BY name"));
  for (std::string table :
       lines_of(db, "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")) {
    table.pop_back();
    all.push_back(table);
    add(lines_of(db, rows_statement(db, table)));
  }
  return all;
}

// What a run leaves, without times; empty where there is no file.
inline std::string schema_and_history(const std::string& path) {
  if (!std::filesystem::exists(path)) return {};
  SQLite::Database db(path, SQLite::OPEN_READONLY);
  std::string text;
  const auto add = [&](const char* sql) {
    for (const std::string& line : lines_of(db, sql)) text += line + '\n';
  };
  add("SELECT type, name, sql FROM sqlite_master ORDER BY name");
  if (db.tableExists("migrate_history"))
    add("SELECT seq, direction, revision, state FROM migrate_history ORDER BY seq");
  return text;
}

}  // namespace migrate::testing
