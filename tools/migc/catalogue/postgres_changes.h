#pragma once

// What may have changed since a database was read last.

#include <optional>
#include <set>
#include <string_view>
#include <vector>

#include "migc/catalogue/postgres_known.h"
#include "migc/catalogue/postgres_questions.h"

namespace migrate::migc {

// Those that hold what can be stated of a schema.
[[nodiscard]] const std::vector<std::string_view>& watched_catalogues();

// The entries that rows are part of which were written or deleted since. Nothing where everything has to be
// read: another life of the database, or names that are printed everywhere.
[[nodiscard]] std::optional<std::set<PostgresAddress>> changed_entries(PostgresQuestions& questions,
                                                                       const KnownDatabase& known,
                                                                       const PostgresMoment& now);

// Of what an entry says of others only their names: those whose names others print, and that have other ones
// now.
[[nodiscard]] std::set<PostgresAddress> renamed(const KnownEntry& was, const KnownEntry& is);
// The entries that depend on these.
[[nodiscard]] std::set<PostgresAddress> dependents_of(PostgresQuestions& questions,
                                                      const std::set<PostgresAddress>& things);

}  // namespace migrate::migc
