#pragma once

// What a proof finds out as it goes along the chain, and what an earlier one found out. This class knows
// nothing and keeps nothing; proof_cache.h has one that does.

#include <memory>
#include <span>
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
  // REQUIRES for both: i < known().
  [[nodiscard]] virtual bool could_run(RevisionIndex /*i*/) const { return false; }
  [[nodiscard]] virtual std::span<const Finding> findings(RevisionIndex /*i*/) const { return {}; }

  // The last place of which there is a state, of those after `most` revisions or fewer. Where it is not the
  // beginning, `database`, an empty one, is replaced by another that is there.
  [[nodiscard]] virtual ChainPlace restore(std::unique_ptr<ScratchDatabase>& /*database*/,
                                           ProofTrack /*track*/, RevisionIndex /*most*/) {
    return {};
  }

  // The verdict of the next revision, which was not known, and what was found; before the database that it
  // leaves is reached. `could_run`: its upgrade ran.
  virtual void learn(RevisionIndex /*i*/, Verdict /*verdict*/, bool /*could_run*/,
                     const std::vector<Finding>& /*findings*/) {}
  virtual void reach(ScratchDatabase& /*database*/, ProofTrack /*track*/, const ChainPlace& /*place*/) {}
};

}  // namespace migrate::migc
