#pragma once

// The vocabulary of the tests of SQLite's schema: schemas made by statements, and definitions read back.

#include <gmock/gmock.h>

#include <initializer_list>
#include <string>
#include <string_view>

#include "migc/engine/sqlite/schema.h"
#include "migc/engine/sqlite/table_change.h"

namespace migrate::migc {

inline SqliteSchema schema_of(std::initializer_list<std::string_view> statements) {
  SqliteSchema schema;
  for (const std::string_view statement : statements)
    if (const std::optional<EngineError> error = schema.run(statement))
      ADD_FAILURE() << error->message << ": " << statement;
  return schema;
}

// The text of a column of a table as it stands, or what is wrong.
inline std::string column_text(std::string_view create_table, std::string_view column) {
  const std::optional<TableDefinition> table = parse_create_table(create_table);
  if (!table) return "not parsed";
  const ColumnDefinition* found = find_column(*table, column);
  return found == nullptr ? "no such column" : to_sql(*found);
}

}  // namespace migrate::migc
