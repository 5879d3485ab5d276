#pragma once

// NAME/schema.h: the tables and columns at the head of a chain as types and constants of C++.

#include <string>
#include <string_view>
#include <vector>

#include "migc/catalogue/entities.h"
#include "migrate/dialect.h"

namespace migrate::migc {

// A table or column that only one engine has is there, too; of a column that both have, the type holds the
// values of both. `name`: of the namespace.
[[nodiscard]] std::string emit_schema_header(std::string_view name,
                                             const std::vector<SchemaOnEngine>& schemas);

}  // namespace migrate::migc
