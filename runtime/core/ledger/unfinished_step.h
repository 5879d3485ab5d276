#pragma once

// A step outside a transaction that began and has items left.
//
// Each finished item leaves a history row that says how many are finished, and has a digest of them. A rerun
// continues after them. They must be what ran; the items that are still open may have been corrected.

#include <cstddef>
#include <cstdint>
#include <string>

#include "migrate/chain.h"
#include "migrate/error.h"
#include "migrate/export.h"
#include "migrate/plan.h"

namespace migrate::core {

// What the newest history row says where it is `pending`.
struct UnfinishedStep {
  std::string revision;
  Direction direction;
  std::size_t items = 0;       // that are finished
  std::string content_digest;  // of those

  bool operator==(const UnfinishedStep&) const = default;
};

// Of the first items of a script, in hexadecimal. REQUIRES: the script has as many.
[[nodiscard]] std::string items_digest(const Script& script, std::size_t count);

// Whether the move is the unfinished step.
[[nodiscard]] MIGRATE_INTERNAL_API bool resumes(const Chain& chain, const Move& move,
                                                const UnfinishedStep& unfinished);

// How many items the step has; 0 where the chain does not know it.
[[nodiscard]] std::size_t item_count(const Chain& chain, const UnfinishedStep& unfinished, Dialect dialect);

// "item 2 of 5": the first one that is not finished, counted from 1. `total`: 0 where it is not known.
[[nodiscard]] MIGRATE_INTERNAL_API std::string describe_item(std::size_t finished, std::size_t total);

// `the upgrade of revision "b" (item 2 of 5)`
[[nodiscard]] MIGRATE_INTERNAL_API std::string describe(const Chain& chain, const UnfinishedStep& unfinished,
                                                        Dialect dialect);

// Throws migrate::Error (`mismatch`) when the finished items are not those of the chain. REQUIRES: the chain
// knows the revision.
void require_unchanged_items(const Chain& chain, const UnfinishedStep& unfinished, Dialect dialect);

// For a run that would do something else than finish the step.
[[nodiscard]] Error still_unfinished(const Chain& chain, const UnfinishedStep& unfinished, Dialect dialect);

// Throws either, unless the plan begins with the rest of the step.
MIGRATE_INTERNAL_API void require_resumed(const Chain& chain, const Plan& plan,
                                          const UnfinishedStep& unfinished, Dialect dialect);

}  // namespace migrate::core
