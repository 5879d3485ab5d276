#pragma once

#include <string_view>

namespace migrate::migc {

// Whether PostgreSQL takes the text for JSON (RFC 8259).
[[nodiscard]] bool is_json(std::string_view text) noexcept;

}  // namespace migrate::migc
