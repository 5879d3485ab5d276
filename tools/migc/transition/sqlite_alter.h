#pragma once

// SQLite refuses most kinds of ALTER TABLE while any view or trigger names something that is missing, or
// would be missing then. Such a one is dropped here; it is created later like all that is missing.

#include <optional>
#include <string>

#include "migc/transition/work_database.h"

namespace migrate::migc {

// Why the engine refuses the statement; nothing when it has run.
[[nodiscard]] std::optional<std::string> try_alter(WorkDatabase& work, const std::string& statement);
// Refuses the transition then.
void alter(WorkDatabase& work, const std::string& statement);

}  // namespace migrate::migc
