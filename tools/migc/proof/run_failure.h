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

// Of a run of this script: adds what the script tells. The statement that is to blame for rows without their
// parents, which the database notices only when all have run; and what a name in double quotes may mean.
void place(Finding& failure, Dialect dialect, const Script& script);

}  // namespace migrate::migc
