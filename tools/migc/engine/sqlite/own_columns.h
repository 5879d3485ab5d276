#pragma once

// How an expression of a table names the table's own columns.

#include <string>
#include <string_view>

namespace migrate::migc {

// "note <> ''" for "runs.note <> ''": what a CHECK means does not follow from the table's name.
[[nodiscard]] std::string without_qualifier(std::string_view expression, std::string_view table);

}  // namespace migrate::migc
