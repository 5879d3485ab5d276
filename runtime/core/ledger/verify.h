#pragma once

// Compares what a database says about its revisions with the chain.
//
// Every revision was checked against its parents when it was applied, and a chain digest covers all that a
// revision builds on. So it is enough that the digests of the rows agree; only when one does not is the
// history read, to name the revision that is really different.

#include <string>

#include "migrate/chain.h"

namespace migrate::core {

// Throws migrate::Error (`mismatch`) unless `recorded`, empty when the history has none, is the revision's
// chain digest.
void verify_digest(const Revision& revision, const std::string& recorded, Dialect dialect);

}  // namespace migrate::core
