#pragma once

// The statements that give things their former names: indexes, constraints, types and their values. No schema
// tells that these are the same things. Both functions return nothing for a statement that is not understood.

#include <optional>
#include <string>
#include <string_view>

#include "engine/name_cursor.h"

namespace migrate::migc {

// ALTER INDEX s.a RENAME TO b, ALTER TRIGGER a ON t RENAME TO b, ALTER TYPE t RENAME VALUE 'a' TO 'b'; empty
// where the statement renames nothing. `at`: after ALTER.
[[nodiscard]] std::optional<std::string> undo_rename(std::string_view statement, core::NameCursor at);

// Of a statement that ends with "a TO b". `at`: at a.
[[nodiscard]] std::optional<std::string> undo_exchange(std::string_view statement, core::NameCursor at);

}  // namespace migrate::migc
