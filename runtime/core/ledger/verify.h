#pragma once

// Compares what a database says about its revisions with the chain.
//
// Every revision was checked against its parents when it was applied, and a chain digest covers all that a
// revision stands on. So it is enough that the digests of the rows agree; only when one does not is the
// history read, to name the revision that is really different.

#include <cstddef>

#include "core/ledger/database_state.h"
#include "core/ledger/history.h"
#include "core/plan/version_rows.h"

namespace migrate::core {

// The applied revisions. Throws migrate::Error: what read_rows() throws, and `mismatch`.
AppliedRevisions verify_rows(Connection& connection, const Chain& chain, const TableNames& names,
                             const DatabaseState& state);

// Throws migrate::Error (`mismatch`) unless `recorded`, empty when the history has none, is the revision's
// chain digest.
void verify_digest(const Revision& revision, const std::string& recorded, Dialect dialect);

// Compares every finished history row of an applied revision, not only those of the rows; says how many.
std::size_t verify_history(Connection& connection, const Chain& chain, const TableNames& names,
                           const AppliedRevisions& applied);

// The revisions whose recorded digests accept() renews: `accepted`, and the applied ones above it whose own
// content and parents are what the chain says. In the chain's order.
[[nodiscard]] std::vector<RevisionIndex> find_acceptable(Connection& connection, const Chain& chain,
                                                         const TableNames& names,
                                                         const AppliedRevisions& applied,
                                                         RevisionIndex accepted);

}  // namespace migrate::core
