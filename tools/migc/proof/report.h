#pragma once

// Tells of a proof as a compiler does: mistakes with file, line and caret, and notes.

#include <set>
#include <string>
#include <vector>

#include "migc/folder/diagnostics.h"
#include "migc/folder/folder.h"
#include "migc/proof/proof.h"

namespace migrate::migc {

// Adds the mistakes to `diagnostics`, and returns the notes. `chain`: of this folder. `accepted`: the ids of
// revisions whose mistakes are notes; so are those of a revision whose header has `unproven`. `fixtures`: the
// files that the proof's fixtures are from.
[[nodiscard]] std::vector<std::string> report(const Proof& proof, const Folder& folder, const Chain& chain,
                                              Dialect dialect, const std::set<std::string>& accepted,
                                              const std::vector<SourceFile>& fixtures,
                                              Diagnostics& diagnostics);

}  // namespace migrate::migc
