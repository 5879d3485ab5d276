#pragma once

// Values as YAML writes them: whether a type has them, and how each dialect spells them. PostgreSQL would
// refuse at run time what does not fit, and SQLite would store it.

#include <string>

#include "migc/operations/name_list.h"
#include "migc/operations/type.h"

namespace migrate::migc {

// A value for a column whose values are of that kind. REQUIRES: judge_literal() has nothing to say.
[[nodiscard]] std::string spell_literal(const Literal& literal, ValueKind kind, Dialect dialect);
// Why a column of that kind cannot have the value; empty where it can.
[[nodiscard]] std::string judge_literal(const Literal& literal, const Type& type, Dialect dialect);

}  // namespace migrate::migc
