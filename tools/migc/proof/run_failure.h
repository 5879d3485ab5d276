#pragma once

// Makes findings out of errors.

#include <string>

#include "migc/proof/main_database.h"
#include "migc/proof/proof.h"
#include "migrate/error.h"

namespace migrate::migc {

[[nodiscard]] Finding finding(FindingKind kind, RevisionIndex i, std::string message = {});

// With the database's words, and with what the schema has that a wrong name may mean.
[[nodiscard]] Finding failure_of(FindingKind kind, RevisionIndex i, const Error& error,
                                 MainDatabase& database);

}  // namespace migrate::migc
