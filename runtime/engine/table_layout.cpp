#include "engine/table_layout.h"

#include <array>

namespace migrate::core {

namespace {

using Kind = adapter::ColumnKind;

constexpr std::array version_row{OwnColumn{"version_num", Kind::text, "NOT NULL PRIMARY KEY"}};

constexpr std::array history_row{
    OwnColumn{"seq", Kind::number, "NOT NULL PRIMARY KEY"},
    OwnColumn{"format", Kind::number, "NOT NULL"},
    OwnColumn{"revision", Kind::text, "NOT NULL"},
    OwnColumn{"direction", Kind::text, "NOT NULL"},
    OwnColumn{"state", Kind::text, "NOT NULL"},
    OwnColumn{"items", Kind::number, ""},
    OwnColumn{"down_revision", Kind::text, "NOT NULL"},
    OwnColumn{"depends_on", Kind::text, "NOT NULL"},
    OwnColumn{"flags", Kind::text, "NOT NULL"},
    OwnColumn{"content_digest", Kind::text, ""},
    OwnColumn{"chain_digest", Kind::text, ""},
    OwnColumn{"message", Kind::text, "NOT NULL"},
    OwnColumn{"downgrade", Kind::text, ""},
    OwnColumn{"row_digest", Kind::text, ""},
    OwnColumn{"started", Kind::text, "NOT NULL"},
    OwnColumn{"finished", Kind::text, ""},
    OwnColumn{"duration_ms", Kind::number, ""},
    OwnColumn{"program", Kind::text, "NOT NULL"},
};

// SQLite gives a table with an INTEGER key no second tree for it; it knows no other whole numbers.
std::string_view number_type(Dialect dialect) {
  switch (dialect) {
    case Dialect::sqlite:
      return "INTEGER";
    case Dialect::postgres:
      return "BIGINT";
  }
  return {};
}

std::string_view type_name(const OwnColumn& column, Dialect dialect) {
  if (column.name == "version_num") return "VARCHAR(64)";
  return column.kind == Kind::text ? "TEXT" : number_type(dialect);
}

std::string create_statement(const std::string& table, std::span<const OwnColumn> columns, Dialect dialect,
                             Creation creation) {
  std::string sql = "CREATE TABLE ";
  if (creation == Creation::if_missing) sql += "IF NOT EXISTS ";
  sql += table + " (";
  for (const OwnColumn& column : columns) {
    if (&column != columns.data()) sql += ',';
    sql += "\n  ";
    sql += column.name;
    sql += ' ';
    sql += type_name(column, dialect);
    if (!column.rest.empty()) sql += ' ';
    sql += column.rest;
  }
  return sql + "\n)";
}

}  // namespace

std::span<const OwnColumn> version_columns() noexcept {
  return version_row;
}

std::span<const OwnColumn> history_columns() noexcept {
  return history_row;
}

std::vector<std::string_view> own_columns(adapter::ColumnKind kind) {
  std::vector<std::string_view> names;
  for (const std::span<const OwnColumn> columns : {version_columns(), history_columns()})
    for (const OwnColumn& column : columns)
      if (column.kind == kind) names.push_back(column.name);
  return names;
}

std::string create_version_table(const TableNames& names, Dialect dialect, Creation creation) {
  return create_statement(names.version_sql, version_row, dialect, creation);
}

std::string create_history_table(const TableNames& names, Dialect dialect, Creation creation) {
  return create_statement(names.history_sql, history_row, dialect, creation);
}

}  // namespace migrate::core
