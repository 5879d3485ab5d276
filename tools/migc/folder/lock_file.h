#pragma once

// migrate.lock: the parents and the file digest of each released revision, and what it was proven with, a
// line each. docs/chain-check.md has the format and the messages.

#include <string>
#include <vector>

#include "migc/folder/diagnostics.h"
#include "migc/folder/folder.h"
#include "migc/folder/proof_record.h"
#include "migc/folder/source_file.h"

namespace migrate::migc {

struct LockedRevision {
  std::string id;
  std::string parents;  // "none", or ids in sorted order joined by commas
  std::string digest;   // hexadecimal
  std::size_t line = 0;
  std::vector<ProofRecord> proofs = {};  // dialects ascending
};

// Whether it was run in all directions that it has.
[[nodiscard]] bool is_proven(const LockedRevision& revision, Dialect dialect, bool is_irreversible);

// Reports the lines that are not of the form and leaves them out.
[[nodiscard]] std::vector<LockedRevision> parse_lock(const SourceFile& file, Diagnostics& diagnostics);

// What a lock file would say of this revision today. REQUIRES: has_revision().
[[nodiscard]] LockedRevision lock_revision(const RevisionFile& file);

// The bytes of a lock file.
[[nodiscard]] std::string to_text(std::vector<LockedRevision> revisions);

// Compares the folder with its migrate.lock. Without that file, no revision is locked.
void check_lock(const Folder& folder, Diagnostics& diagnostics);

}  // namespace migrate::migc
