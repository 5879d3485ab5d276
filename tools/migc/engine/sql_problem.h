#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "engine/tokens.h"

namespace migrate::migc {

// A mistake in SQL text, before it becomes a diagnostic of a file.
struct SqlProblem {
  std::size_t offset;
  std::string message;
};

// "unterminated string". REQUIRES: is_unterminated(token.kind).
[[nodiscard]] std::string unterminated_message(const core::Token& token, std::string_view text);

}  // namespace migrate::migc
