#pragma once

// SQLite's tokens: [a name], `a name`, comments that do not nest, and no escapes in strings.

#include "engine/tokens.h"
#include "migrate/export.h"

namespace migrate::core {

[[nodiscard]] MIGRATE_INTERNAL_API Token next_sqlite_token(std::string_view text,
                                                           std::size_t offset) noexcept;

}  // namespace migrate::core
