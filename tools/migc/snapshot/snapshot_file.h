#pragma once

// migrations/snapshot.postgres.sql: a snapshot that is committed, so that a build without a server compiles
// the same one in. It says for which chain it was made, and a change by hand is noticed.

#include <string>
#include <string_view>

#include "migc/folder/source_file.h"
#include "migc/snapshot/snapshot.h"

namespace migrate::migc {

[[nodiscard]] std::string snapshot_file_text(const Snapshot& snapshot, std::string_view root_digest);

// Has `why_not` where the file is not what was written for this chain.
[[nodiscard]] Snapshot read_snapshot_file(const SourceFile& file, std::string_view root_digest);

}  // namespace migrate::migc
