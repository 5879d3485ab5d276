#pragma once

// How the revisions went that a proof has run so far. What brings another database to the same place does
// what was done there: it leaves out what could not be run, and enforces foreign keys where they held.

#include <optional>
#include <vector>

#include "migrate/chain.h"

namespace migrate::migc {

struct RevisionCourse {
  std::optional<RevisionIndex> stopped_by = {};  // the revision because of which this one was not run
  bool fails_on_keys = false;                    // and was run without foreign keys
  bool fixture_fails = false;                    // and is not run again
};

using ChainCourse = std::vector<RevisionCourse>;  // by the index of the revision

}  // namespace migrate::migc
