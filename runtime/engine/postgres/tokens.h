#pragma once

// PostgreSQL's tokens: E'\n', $tag$strings$tag$ and comments that nest.

#include "engine/tokens.h"
#include "migrate/export.h"

namespace migrate::core {

[[nodiscard]] MIGRATE_INTERNAL_API Token next_postgres_token(std::string_view text,
                                                             std::size_t offset) noexcept;

}  // namespace migrate::core
