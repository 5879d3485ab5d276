#pragma once

// From the files of a folder to the chain. The last stage before the emitter: headers become the graph,
// bodies become the scripts of each dialect.

#include <optional>
#include <string>

#include "core/chain_builder.h"
#include "migc/diagnostics.h"
#include "migc/folder.h"

namespace migrate::migc {

// The chain as the headers tell it, without scripts: enough for commands that look and plan.
// REQUIRES: the structure of the folder is right.
[[nodiscard]] core::OwnedChain link_chain(const Folder& folder);

// The whole chain. Reports what is wrong in the bodies; nothing when `diagnostics` has any mistake, of this
// stage or of those before.
[[nodiscard]] std::optional<core::OwnedChain> compile_chain(const Folder& folder, const std::string& name,
                                                            Diagnostics& diagnostics);

}  // namespace migrate::migc
