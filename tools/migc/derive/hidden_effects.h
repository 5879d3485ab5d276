#pragma once

// What a statement that is no definition, INSERT, UPDATE or DELETE may do to rows, to the file or to the
// session, which no schema tells afterwards.

#include <string>
#include <string_view>

#include "engine/name_cursor.h"
#include "migrate/dialect.h"

namespace migrate::migc {

// "calls a function or makes a table in a SELECT". Empty where the statement does nothing that lasts. `at`:
// its first word.
[[nodiscard]] std::string hidden_effect(Dialect dialect, std::string_view statement, core::NameCursor at);

}  // namespace migrate::migc
