#pragma once

// The bodies of all revisions of a folder, in file order.

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "migc/chain/body.h"
#include "migc/folder/diagnostics.h"
#include "migc/folder/folder.h"

namespace migrate::migc {

using Bodies = std::vector<std::optional<Body>>;

// Where the headers make no chain, or there is none to follow: the SQL is split, and of YAML revisions only
// the form is judged.
[[nodiscard]] Bodies read_bodies(const Folder& folder, Diagnostics& diagnostics);

// Operations are judged by what the revisions before them have made, so the revisions are read in `order`,
// the numbers of the files along the chain. `replay_cache`: as in migc/replay/replay_cache.h.
[[nodiscard]] Bodies read_bodies_along_chain(const Folder& folder, std::span<const std::size_t> order,
                                             const std::string& replay_cache, Diagnostics& diagnostics);

}  // namespace migrate::migc
