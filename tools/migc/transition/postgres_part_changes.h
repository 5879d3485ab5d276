#pragma once

// Statements that turn one definition into another one a part at a time: values of an enum, attributes of a
// composite type, clauses of a sequence.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "migc/transition/postgres_columns.h"
#include "migc/transition/postgres_definition.h"

namespace migrate::migc {

[[nodiscard]] std::vector<std::string> lines_of(const std::string& text);

// Nothing where no statements do it: a value that is removed, or another order.
[[nodiscard]] std::optional<std::vector<std::string>> part_changes(const PostgresDefinition& now,
                                                                   const PostgresDefinition& wanted);

// The values that the wanted enum has and the other one lacks, as literals.
[[nodiscard]] std::vector<std::string> added_values(const PostgresDefinition& now,
                                                    const PostgresDefinition& wanted);
[[nodiscard]] std::vector<std::string> removed_values(const PostgresDefinition& now,
                                                      const PostgresDefinition& wanted);

// " SET INCREMENT BY 2": the clauses of an identity that differ, each after `word`.
[[nodiscard]] std::string changed_clauses(const std::string& now, const std::string& wanted,
                                          std::string_view word);

}  // namespace migrate::migc
