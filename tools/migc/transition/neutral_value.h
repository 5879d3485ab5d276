#pragma once

// What rows get in a required column where nothing is known of its values: a downgrade brings the column
// back, or the author does not care.

#include <optional>
#include <string>
#include <string_view>

#include "migrate/dialect.h"

namespace migrate::migc {

// SQL for a value that says nothing: 0, '', FALSE. Nothing where none is known of the type.
[[nodiscard]] std::optional<std::string> neutral_value(Dialect dialect, std::string_view type);

}  // namespace migrate::migc
