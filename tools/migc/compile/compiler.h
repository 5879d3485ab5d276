#pragma once

// From the files of a folder to the chain. The last stage before the emitter: headers become the graph,
// bodies become the scripts of each dialect.

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "migc/chain/chain_builder.h"
#include "migc/folder/diagnostics.h"
#include "migc/folder/folder.h"

namespace migrate::migc {

// The chain as the headers tell it, without scripts: enough for commands that list and plan.
// REQUIRES: the structure of the folder is right.
[[nodiscard]] core::OwnedChain link_chain(const Folder& folder);

// The numbers of the folder's files, parents and dependencies first. REQUIRES: as above.
[[nodiscard]] std::vector<std::size_t> chain_order(const Folder& folder);

// Whether a revision without a downgrade section is a mistake.
enum class MissingDowngrade : bool { refused, allowed };

// The whole chain. Reports what is wrong in the bodies; nothing when `diagnostics` has any mistake, of this
// stage or of those before.
// `replay_cache`: where to keep what takes long (migc/replay/replay_cache.h); empty: nowhere.
[[nodiscard]] std::optional<core::OwnedChain> compile_chain(
    const Folder& folder, const std::string& name, Diagnostics& diagnostics,
    const std::string& replay_cache = {}, MissingDowngrade missing = MissingDowngrade::refused);

}  // namespace migrate::migc
