#pragma once

// The snapshot of a chain on SQLite: statements that make a new database be what the chain makes of it,
// however long the chain is.
//
// The chain is replayed twice, and the second time under other circumstances (replay_circumstances.h). Where
// both leave the same, and a database that is made by the statements has the same again, they are the
// snapshot. Otherwise there is none, and a program runs the revisions, as it does without.

#include <chrono>
#include <cstddef>
#include <string>

#include "migc/snapshot/snapshot.h"
#include "migrate/chain.h"

namespace migrate::migc {

struct SnapshotTask {
  bool foreign_keys = true;  // as the program has them
  std::string cache = {};  // a folder of the build tree (kept_replays.h); empty: the chain is replayed whole
  std::chrono::milliseconds limit = std::chrono::minutes(10);  // of each replay
  std::size_t most_bytes = most_bytes_of_snapshot;
};

// REQUIRES: the chain has the dialect SQLite.
[[nodiscard]] Snapshot make_sqlite_snapshot(const Chain& chain, const SnapshotTask& task);

}  // namespace migrate::migc
