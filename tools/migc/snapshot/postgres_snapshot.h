#pragma once

// The snapshot of a chain on PostgreSQL: what pg_dump writes of a database that the chain has made, as
// statements that any schema can be filled by.
//
// The chain is replayed twice, the second time with other settings of the planner and other spellings of
// dates; the clock and random numbers are others by themselves. A day, a role or a server that differs is
// not to be had, so statements that could depend on one are refused (postgres_obstacles.h, written_rows.h).
// The replays run in a schema with a name that nothing else has: where pg_dump writes that name, it is left
// out. The statements are then loaded as a program loads them, and what they make is compared with the
// replay: objects, rows and sequences.

#include <string>

#include "migc/chain/chain_builder.h"
#include "migc/derive/scratch_engines.h"
#include "migc/snapshot/snapshot.h"

namespace migrate::migc {

// The chain gets the snapshot, in order to be loaded with it, also where that turns out to be wrong. `dir`:
// the migrations folder, as messages name it. Throws migrate::Error where the server or pg_dump cannot be
// had. REQUIRES: the chain has the dialect PostgreSQL.
[[nodiscard]] Snapshot make_postgres_snapshot(const MakeEngine& make_engine, core::OwnedChain& chain,
                                              const std::string& dir);

}  // namespace migrate::migc
