#pragma once

// By what a table is known whose name an engine or a person has spelled: on SQLite the name, on PostgreSQL
// with its schema and without quotes. `schema`: of a name that has none.

#include <string>
#include <string_view>

#include "engine/name_cursor.h"
#include "migrate/dialect.h"

namespace migrate::migc {

[[nodiscard]] std::string key_of(Dialect dialect, const core::TableName& table, std::string_view schema);
[[nodiscard]] std::string table_key(Dialect dialect, const std::string& spelled, std::string_view schema);

// The name of a column or another part of a table, which people read in quotes on some engines.
[[nodiscard]] std::string part_key(Dialect dialect, const std::string& spelled);

}  // namespace migrate::migc
