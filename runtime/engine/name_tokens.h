#pragma once

// The names in a statement.

#include <string>
#include <string_view>

#include "engine/tokens.h"
#include "migrate/dialect.h"
#include "migrate/export.h"

namespace migrate::core {

// Whether the engine reads such a token as a name where it expects one. SQLite accepts a string.
[[nodiscard]] MIGRATE_INTERNAL_API bool is_name(Dialect dialect, TokenKind kind) noexcept;
// The name as the catalogue spells it. REQUIRES: is_name(dialect, token.kind).
[[nodiscard]] MIGRATE_INTERNAL_API std::string name_in(Dialect dialect, std::string_view text,
                                                       const Token& token);
// Without its quotes, and each doubled quote in it as one. REQUIRES: it has quotes.
[[nodiscard]] std::string unquoted_name(std::string_view spelling);

}  // namespace migrate::core
