#pragma once

// Tells of a proof as a compiler does: mistakes with file, line and caret, and notes.

#include <string>
#include <vector>

#include "migc/folder/diagnostics.h"
#include "migc/folder/folder.h"
#include "migc/proof/proof.h"

namespace migrate::migc {

// Adds the mistakes to `diagnostics`, and returns the notes, one a line. `chain`: of this folder.
[[nodiscard]] std::vector<std::string> report(const Proof& proof, const Folder& folder, const Chain& chain,
                                              Dialect dialect, Diagnostics& diagnostics);

}  // namespace migrate::migc
