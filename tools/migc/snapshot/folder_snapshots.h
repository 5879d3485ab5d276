#pragma once

// The snapshots of a chain, as the settings of its folder want them.

#include <string>
#include <vector>

#include "migc/chain/chain_builder.h"
#include "migc/folder/folder.h"

namespace migrate::migc {

// Adds them to the chain, which is that of the folder. A line for each dialect that should have one and has
// none says why. `cache`: a folder of the build tree; empty: nothing is kept.
[[nodiscard]] std::vector<std::string> add_snapshots(const Folder& folder, core::OwnedChain& chain,
                                                     const std::string& cache);

}  // namespace migrate::migc
