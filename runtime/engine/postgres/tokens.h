#pragma once

// PostgreSQL's tokens: E'\n', $tag$strings$tag$ and comments that nest.

#include "engine/tokens.h"

namespace migrate::core {

[[nodiscard]] Token next_postgres_token(std::string_view text, std::size_t offset) noexcept;

}  // namespace migrate::core
