#pragma once

// Revisions must not touch the version and the history table. The runtime sees to that; what would
// make a table or view of such a name can be told at build time already.

#include <string>
#include <string_view>

#include "migc/folder/settings.h"
#include "migrate/dialect.h"

namespace migrate::migc {

// The name of the table of ours that the statement would make, as it is written there; empty where it makes
// none.
[[nodiscard]] std::string made_own_table(std::string_view statement, Dialect dialect,
                                         const FolderSettings& settings);

}  // namespace migrate::migc
