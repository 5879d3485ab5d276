#pragma once

// Entries of the catalogue, as they are at this moment.

#include <set>

#include "migc/catalogue/postgres_known.h"
#include "migc/catalogue/postgres_questions.h"

namespace migrate::migc {

// REQUIRES, of both: a transaction is open that sees pg_catalog alone.
[[nodiscard]] KnownEntries read_all_entries(PostgresQuestions& questions);
// Of what exists of these.
[[nodiscard]] KnownEntries read_entries(PostgresQuestions& questions, const std::set<PostgresAddress>& about);

}  // namespace migrate::migc
