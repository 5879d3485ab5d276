#pragma once

// The snapshots of a chain, as the settings of its folder want them.

#include <string>
#include <vector>

#include "migc/chain/chain_builder.h"
#include "migc/folder/folder.h"

namespace migrate::migc {

// Adds them to the chain, which is that of the folder. A line for each dialect that should have one and has
// none says why. SQLite's is made here; PostgreSQL's comes from the committed file, so that the result is the
// same whether there is a server or not. `cache`: a folder of the build tree; empty: nothing is kept.
[[nodiscard]] std::vector<std::string> add_snapshots(const Folder& folder, core::OwnedChain& chain,
                                                     const std::string& cache);

// What a check says of PostgreSQL's file: one line. Empty where migrate.yaml does not ask for a snapshot.
[[nodiscard]] std::string snapshot_finding(const Folder& folder, const Chain& chain);

[[nodiscard]] std::string name_of_snapshot_file();
// "migrations/snapshot.postgres.sql"
[[nodiscard]] std::string path_of_snapshot_file(const Folder& folder);
struct SnapshotFile {
  std::string text = {};
  std::string why_not = {};  // one line; the text is empty then
};
// Makes the file's text. `cache`: a folder for databases, or empty. Throws migrate::Error where the server or
// pg_dump cannot be had. REQUIRES: the chain is that of the folder, and has the dialect PostgreSQL.
[[nodiscard]] SnapshotFile make_snapshot_file(const Folder& folder, core::OwnedChain& chain,
                                              const std::string& cache);

}  // namespace migrate::migc
