#pragma once

// What the dry runs have in common.

#include <functional>
#include <optional>

#include "core/run/run.h"
#include "migrate/dry_run.h"

namespace migrate::core {

// Nothing: under its lock the run found other rows than before it.
using TryOnce = std::function<std::optional<DryRun>(Run&)>;

// Tries again and again, with one run whose transactions are rolled back.
[[nodiscard]] DryRun try_until_settled(Connection& connection, const Chain& chain, const Options& options,
                                       const TryOnce& try_once);

}  // namespace migrate::core
