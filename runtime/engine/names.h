#pragma once

// What an engine makes of the names of schemas, tables and columns.

#include <string>
#include <string_view>

#include "migrate/dialect.h"
#include "migrate/export.h"
#include "migrate/table.h"

namespace migrate::core {

// Whether two names of the catalogue mean the same object. SQLite's are the same in any case of letters.
[[nodiscard]] MIGRATE_INTERNAL_API bool is_same_name(Dialect dialect, std::string_view a,
                                                     std::string_view b) noexcept;
// Equal for names that are the same.
[[nodiscard]] MIGRATE_INTERNAL_API std::string name_key(Dialect dialect, std::string_view name);

// The schema of temporary tables, as a statement can name it.
[[nodiscard]] std::string_view temporary_schema(Dialect dialect) noexcept;
// The schema that a statement may name or leave out; empty where that depends on the session.
[[nodiscard]] std::string_view implied_schema(Dialect dialect) noexcept;
// The schema in which a revision creates a table, where its statement names none; empty for SQLite's only
// one.
[[nodiscard]] std::string_view schema_of_revisions(Dialect dialect, const Settings& settings) noexcept;

}  // namespace migrate::core
