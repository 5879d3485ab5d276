#pragma once

// What rows get in a required column where nothing is known of its values: a downgrade brings the column
// back, or the author does not care.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "migc/transition/transition.h"
#include "migrate/table.h"

namespace migrate::migc {

// SQL for a value that says nothing: 0, '', FALSE. Nothing where none is known of the type.
[[nodiscard]] std::optional<std::string> neutral_value(Dialect dialect, std::string_view type);

// Of all columns; nothing where there is none for one of them.
[[nodiscard]] std::optional<std::vector<ColumnValue>> neutral_values(
    Dialect dialect, const Settings& settings, const std::vector<RequiredValue>& columns);

}  // namespace migrate::migc
