#pragma once

// The bodies of all revisions of a folder, in file order.

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

#include "migc/chain/body.h"
#include "migc/folder/diagnostics.h"
#include "migc/folder/folder.h"
#include "migc/replay/replay.h"

namespace migrate::migc {

// Nothing for a file whose body could not be read, and for a YAML revision that the replay could not judge.
using Bodies = std::vector<std::optional<Body>>;

// `order`: the numbers of the files along the chain. Takes the replay from its beginning to its end.
[[nodiscard]] Bodies read_bodies(const Folder& folder, std::span<const std::size_t> order, Replay& replay,
                                 Diagnostics& diagnostics);

}  // namespace migrate::migc
