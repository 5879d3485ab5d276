#pragma once

// What a target names for the commands that write into a folder: they know no database to count from.

#include <string_view>

#include "core/plan/target.h"
#include "migrate/chain.h"

namespace migrate::migc {

// Nothing means the base. Throws migrate::Error (usage).
[[nodiscard]] core::Place find_place(const Chain& chain, std::string_view target);

// As above, and the base is an error too.
[[nodiscard]] RevisionIndex get_revision(const Chain& chain, std::string_view target);

}  // namespace migrate::migc
