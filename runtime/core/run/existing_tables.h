#pragma once

// Tables that exist before a chain has ever run on a database, although the chain creates them.
//
// The usual cause is a database that was made without the chain, by hand or by an older version of the
// program. The first CREATE TABLE would fail; what the user needs to hear is that "stamp" records where the
// database is. Tables that the chain has nothing to do with are the user's own business.

#include <string>
#include <vector>

#include "core/ledger/ledger.h"
#include "migrate/export.h"
#include "migrate/options.h"
#include "migrate/plan.h"

namespace migrate::core {

// The tables that must not exist when the plan begins, where the texts of its statements tell: nothing is
// known after a statement that may do anything.
[[nodiscard]] std::vector<adapter::RelationName> tables_to_create(const Chain& chain, const Plan& plan,
                                                                  Dialect dialect,
                                                                  std::string_view default_schema);

// Throws migrate::Error (`mismatch`) when one of them exists. REQUIRES: no revision is applied. Under the
// lock that counts; without it, another process may be at work.
MIGRATE_INTERNAL_API void refuse_existing_tables(const Ledger& ledger, const Plan& plan,
                                                 const Options& options);

}  // namespace migrate::core
