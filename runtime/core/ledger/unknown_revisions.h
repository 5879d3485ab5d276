#pragma once

// What a newer program left in a database: the applied revisions that this program's chain does not have, as
// the history tells of them.
//
// The history says of each revision what it builds on, in resolved ids. So the rows of the version table are
// where the walk begins, and it ends at revisions that the chain knows.

#include <string>
#include <vector>

#include "core/ledger/database_state.h"
#include "core/ledger/history.h"
#include "migrate/error.h"

namespace migrate::core {

// A revision of the chain that is a row itself, or that an unknown one names; and what was applied as it.
struct KnownBelow {
  RevisionIndex revision;
  std::string chain_digest;  // empty when no history row tells

  bool operator==(const KnownBelow&) const = default;
};

struct UnknownRevisions {
  std::vector<RecordedRevision> revisions;  // each after all that it builds on
  std::vector<std::string> unexplained;     // ids of whose last upgrade or stamp the history has no row
  std::vector<KnownBelow> known;
  bool stands_on_chain = false;  // a revision of the chain is applied as the chain has it

  bool empty() const { return revisions.empty() && unexplained.empty(); }
  bool operator==(const UnknownRevisions&) const = default;
};

// Whether a program with this chain may work on the database as it is: all heads of the chain are applied,
// and the history says of each other revision, in a row as it was written, that older programs still work.
[[nodiscard]] bool is_compatible(const Chain& chain, const UnknownRevisions& unknown);

// The rows that the chain knows, without the unknown revisions; sorted.
[[nodiscard]] std::vector<std::string> own_rows(const Chain& chain, const UnknownRevisions& unknown);

// Throws migrate::Error (`mismatch`) when a known revision below the unknown ones is not what the chain has.
// Only rows must have been recorded: what is below a stamp was not.
void verify_known(const Chain& chain, Dialect dialect, const DatabaseState& state,
                  const UnknownRevisions& unknown);

// An unknown revision that builds on nothing although the chain has no place for another base; nullptr when
// there is none.
[[nodiscard]] const RecordedRevision* find_foreign_base(const Chain& chain, const UnknownRevisions& unknown);

// Throws migrate::Error (`mismatch`) when nothing in the database shows that this chain was ever applied to
// it. What Alembic applied beside us has no history; so a table that is shared with it belongs to no other
// chain.
void refuse_other_chain(const Chain& chain, const DatabaseState& state, const UnknownRevisions& unknown);

// Throws migrate::Error (`mismatch`) when the history row of an unknown revision is not as it was written, so
// that nothing it says can be trusted.
void verify_intact(const UnknownRevisions& unknown);

[[nodiscard]] Error newer_database(const Chain& chain, const DatabaseState& state,
                                   const UnknownRevisions& unknown);

// "prices, add prices (applied by shop 2.0)"
[[nodiscard]] std::string describe(const RecordedRevision& revision);

}  // namespace migrate::core
