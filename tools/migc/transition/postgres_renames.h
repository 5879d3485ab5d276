#pragma once

// Gives things of a PostgreSQL schema the names that they have in the wanted one, so that they are the same
// from then on.

#include "migc/transition/postgres_schema.h"
#include "migc/transition/transition_request.h"
#include "migc/transition/work_database.h"

namespace migrate::migc {

// What the request names.
void rename_matched(const TransitionRequest& request, const PostgresNaming& naming, WorkDatabase& work);

// Constraints, indexes and sequences of one table that say the same under another name: a renamed
// table or column leaves them the names that the server made up. Whether there were any.
bool rename_alike(const PostgresSchema& now, const PostgresSchema& wanted, WorkDatabase& work);

}  // namespace migrate::migc
