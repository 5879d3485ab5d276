#pragma once

// What the schema of a SQLite database says.

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "engine/sql_text.h"
#include "migrate/adapter.h"

struct sqlite3;

namespace migrate::sqlite {

[[nodiscard]] std::vector<std::optional<adapter::TableFacts>> find_tables(sqlite3* db,
                                                                          std::span<const std::string> names);

// Tables and views of the main schema.
[[nodiscard]] std::vector<adapter::RelationName> find_relations(sqlite3* db,
                                                                std::span<const adapter::RelationName> names);

[[nodiscard]] bool is_empty(sqlite3* db);

using core::quoted_name;

}  // namespace migrate::sqlite
