#pragma once

// The two tables that this library keeps in a database: which revisions are applied, and how they came there.
// docs/history-table.md is the contract for their layout; other versions of this library read and write them.

#include <cstdint>
#include <string>
#include <string_view>

#include "migrate/connection.h"

namespace migrate::core {

// Raised when a program that does not know the new layout could misread it.
inline constexpr std::int64_t history_format = 1;

// "app_version" -> "app_history", anything else + "_history".
[[nodiscard]] std::string history_table_name(std::string_view version_table);

// The tables' names, as messages and the catalogue have them and as SQL needs them.
struct TableNames {
  TableNames(const Connection& connection, std::string_view version_table);

  std::string version;
  std::string history;
  std::string version_sql;
  std::string history_sql;
};

struct TablesFound {
  bool version = false;
  bool history = false;
};

// Throws migrate::Error (`mismatch`) when something that is not our table has the name of one.
[[nodiscard]] TablesFound find_tables(Connection& connection, const TableNames& names);

void create_missing_tables(Connection& connection, const TableNames& names, TablesFound found);

}  // namespace migrate::core
