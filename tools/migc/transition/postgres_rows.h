#pragma once

// Columns of rows that come from PostgreSQL, as the types that are wanted of them.

#include <cstdint>
#include <string>

#include "migrate/value.h"

namespace migrate::migc {

// Empty where it is NULL.
[[nodiscard]] std::string text_of(const Value& value);
[[nodiscard]] std::int64_t number_of(const Value& value);
[[nodiscard]] bool is_true(const Value& value);

}  // namespace migrate::migc
