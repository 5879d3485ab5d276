#pragma once

// What a proof finds out as it goes along the chain, and what an earlier one found out. This class knows
// nothing and keeps nothing; proof_cache.h has one that does.

#include <string>
#include <vector>

#include "migc/proof/proof.h"
#include "migc/scratch/scratch_database.h"
#include "migrate/chain.h"

namespace migrate::migc {

// Of the two databases of a proof: the one with all rows, and the one in which only the chain has written.
enum class ProofTrack : unsigned char { main, plain };

// After the first `size` revisions of the chain, but for those that could not be run.
struct ChainPlace {
  RevisionIndex size = 0;
  std::vector<std::string> rows = {};  // of the version table
};

class ProofMemory {
 public:
  virtual ~ProofMemory() = default;

  // Of how many revisions, from the first on, the verdicts are known. Of those, what is run is run only to
  // get to the others.
  [[nodiscard]] virtual RevisionIndex known() const { return 0; }
  // REQUIRES: i < known().
  [[nodiscard]] virtual bool could_run(RevisionIndex /*i*/) const { return false; }

  // Brings an empty database to the last place that is known, of those after `most` revisions or fewer.
  [[nodiscard]] virtual ChainPlace restore(ScratchDatabase& /*database*/, ProofTrack /*which*/,
                                           RevisionIndex /*most*/) {
    return {};
  }

  virtual void begin(RevisionIndex /*i*/) {}
  virtual void reach(ScratchDatabase& /*database*/, ProofTrack /*which*/, const ChainPlace& /*place*/) {}
};

}  // namespace migrate::migc
