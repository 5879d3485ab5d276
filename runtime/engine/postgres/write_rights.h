#pragma once

// Who else may change our tables on PostgreSQL. What a rollback runs is read from the history, so a role that
// may write there can have its own SQL run with our rights.

#include <string>

#include "migrate/adapter.h"
#include "migrate/export.h"

namespace migrate::core {

// A SELECT of the statements that take the rights away, for a session that sees nothing but the system's
// schema. `schema`: an expression; `tables`: expressions separated by commas.
[[nodiscard]] MIGRATE_INTERNAL_API std::string revocations_query(const std::string& schema,
                                                                 const std::string& tables,
                                                                 adapter::WriteRights which);

}  // namespace migrate::core
