#pragma once

// What foreign keys need of the tables that they refer to, where operations have made those.

#include <string>
#include <string_view>
#include <vector>

#include "migc/operations/catalogue.h"

namespace migrate::migc {

// Why the foreign key of `table` cannot refer to what it names; empty where it can, or where that is not
// known. `table` is as it will be.
[[nodiscard]] std::string judge_reference(const PortableTable& table, const PortableConstraint& foreign_key,
                                          const Catalogue& catalogue);

// The foreign keys, as "TABLE.CONSTRAINT", that could not be without this primary key or unique constraint.
[[nodiscard]] std::vector<std::string> references_through(const ObjectName& table,
                                                          std::string_view constraint,
                                                          const Catalogue& catalogue);
// Of other tables, those that refer to the column.
[[nodiscard]] std::vector<std::string> references_to_column(const ObjectName& table, std::string_view column,
                                                            const Catalogue& catalogue);

}  // namespace migrate::migc
