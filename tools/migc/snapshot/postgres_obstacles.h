#pragma once

// What keeps a chain from having a snapshot on PostgreSQL, as far as the text of its statements tells. A
// snapshot is made on one server, by one role and in one schema, and loaded on any other: so no statement may
// name a role, a schema or what belongs to the whole server.

#include <string>
#include <string_view>

#include "migrate/chain.h"

namespace migrate::migc {

// The first, with its place: "migrations/versions/x.sql:14: the statement names roles, ...". Empty where
// there is none. REQUIRES: the chain has the dialect PostgreSQL.
[[nodiscard]] std::string find_postgres_obstacle(const Chain& chain, std::string_view dir);

}  // namespace migrate::migc
