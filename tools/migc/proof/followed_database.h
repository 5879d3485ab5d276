#pragma once

// The second database of a proof, from which the first one is restored where a run has left it in a wrong
// state. It only goes up, through what could be run, and has no made-up rows. It is made when it is needed
// first, and follows only to where it is needed.
//
//     followed.go_before(i, course);
//     database.become(followed.scratch(), followed.version_rows());

#include <memory>
#include <string>
#include <vector>

#include "migc/proof/chain_course.h"
#include "migc/proof/proof_context.h"
#include "migc/proof/proof_memory.h"
#include "migc/scratch/scratch_database.h"

namespace migrate::migc {

class FollowedDatabase {
 public:
  explicit FollowedDatabase(ProofContext context) : context_(context) {}

  // To where all revisions before this one have been that can be run, with their fixtures.
  void go_before(RevisionIndex i, const ChainCourse& course);
  // The same, and this revision as well, but not its fixture.
  void go_after(RevisionIndex i, const ChainCourse& course);

  // REQUIRES for both: one of the above.
  [[nodiscard]] ScratchDatabase& scratch() noexcept { return *database_; }
  [[nodiscard]] const std::vector<std::string>& version_rows() const noexcept { return place_.rows; }

 private:
  void begin(RevisionIndex most);
  void follow(const ChainCourse& course, RevisionIndex size);
  void upgrade(RevisionIndex i, const RevisionCourse& course);
  void run_fixture_of(RevisionIndex i, const RevisionCourse& course);

  ProofContext context_;
  std::unique_ptr<ScratchDatabase> database_;
  ChainPlace place_;
  RevisionIndex fixtures_ = 0;  // how many revisions have had theirs run
};

}  // namespace migrate::migc
