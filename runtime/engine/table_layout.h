#pragma once

// The two tables that this library keeps in a database, as docs/history-table.md has them: their columns, and
// the statements that create them.

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/table_names.h"
#include "migrate/adapter.h"
#include "migrate/dialect.h"

namespace migrate::core {

struct OwnColumn {
  std::string_view name;
  adapter::ColumnKind kind;
  std::string_view rest;  // of its definition
};

[[nodiscard]] std::span<const OwnColumn> version_columns() noexcept;
[[nodiscard]] std::span<const OwnColumn> history_columns() noexcept;
// The names of all columns of this kind, of either table.
[[nodiscard]] std::vector<std::string_view> own_columns(adapter::ColumnKind kind);

// `if_missing`: for when it is not known yet whether the table exists.
enum class Creation : bool { of_missing, if_missing };
[[nodiscard]] std::string create_version_table(const TableNames& names, Dialect dialect,
                                               Creation creation = Creation::of_missing);
[[nodiscard]] std::string create_history_table(const TableNames& names, Dialect dialect,
                                               Creation creation = Creation::of_missing);

}  // namespace migrate::core
