#pragma once

// Columns, constraints and indexes as YAML writes them.

#include <vector>

#include "migc/operations/mapping_reader.h"
#include "migc/operations/table.h"

namespace migrate::migc {

// Who names constraints that their author left without a name, and decides whether a primary key takes NULL:
// migc, or the engine (`engine_defaults`).
enum class Names : bool { ours, of_engine };
[[nodiscard]] Names read_names_of_constraints(Fields& fields);

[[nodiscard]] Type read_type(const YamlValue& value, Mistakes& mistakes);

// The keys of a column, as in create_table and in add_column, which has more. The constraints that
// are written with it go to `constraints`, named by the table.
[[nodiscard]] PortableColumn read_column(Fields& fields, const ObjectName& table,
                                         std::vector<PortableConstraint>& constraints, Names names);
// The key `identity`: always, by_default or none.
[[nodiscard]] std::optional<Identity> read_identity(Fields& fields);

// The keys of a constraint of that kind. `taken`: the names that unnamed constraints must not get.
[[nodiscard]] PortableConstraint read_constraint(Fields& fields, PortableConstraintKind kind,
                                                 const ObjectName& table,
                                                 const std::vector<PortableConstraint>& taken, Names names);

[[nodiscard]] PortableTable read_table(Fields& fields);
[[nodiscard]] PortableIndex read_index(Fields& fields);

}  // namespace migrate::migc
