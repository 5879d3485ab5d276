#pragma once

// Values and names as SQL has them.

#include <functional>
#include <string>
#include <string_view>

#include "migrate/export.h"
#include "migrate/value.h"

namespace migrate::core {

// "a "b"" -> "\"a \"\"b\"\"\""
[[nodiscard]] MIGRATE_INTERNAL_API std::string quoted_name(std::string_view name);

// 'it''s': right wherever a backslash is no escape.
[[nodiscard]] std::string string_literal(std::string_view text);

// The statement with a semicolon after it, and not in a comment that the statement ends with.
[[nodiscard]] std::string ended(std::string sql);

using LiteralOf = std::function<std::string(const Value&)>;

// The library's own statement with literals for $1, $2 and so on. REQUIRES: no $ elsewhere in it.
[[nodiscard]] MIGRATE_INTERNAL_API std::string with_literals(std::string_view sql, Parameters parameters,
                                                             const LiteralOf& literal_of);

}  // namespace migrate::core
