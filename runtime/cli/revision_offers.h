#pragma once

// The names of a chain's revisions, for the completion of shells.

#include <vector>

#include "cli/command_line.h"
#include "migrate/chain.h"

namespace migrate::cli {

// Labels first, then ids with their messages, newest first.
[[nodiscard]] std::vector<Offer> revision_offers(const Chain& chain);

}  // namespace migrate::cli
