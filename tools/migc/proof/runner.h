#pragma once

// Who runs the moves of a proof: migc itself, and the program that has the chain's C++ steps those that call
// one. Without such a program, what calls a step cannot be run.
//
// A move in a transaction of its own is run without a record. The others read and write the rows of the
// version table, which are first made those that the plan begins with.

#include <chrono>
#include <string>
#include <string_view>
#include <vector>

#include "migc/proof/step_program.h"
#include "migc/proof/time_limit.h"
#include "migc/scratch/scratch_database.h"
#include "migrate/chain.h"
#include "migrate/options.h"
#include "migrate/plan.h"

namespace migrate::migc {

class Runner {
 public:
  // `program`: nullptr where there is none. `limit`: of one move.
  Runner(const Chain& chain, Dialect dialect, const StepProgram* program, std::chrono::milliseconds limit)
      : chain_(chain), dialect_(dialect), program_(program), limit_(limit) {}

  // Whether the last run here met the limit.
  [[nodiscard]] bool was_stopped() const noexcept { return limit_.has_passed(); }

  // The step that keeps a move from being run; empty where it can be run.
  [[nodiscard]] std::string missing_step(Direction direction, RevisionIndex revision) const;

  // A plan, which with a program has one step, or the whole chain as on a new database. Both throw
  // migrate::Error, as apply() does.
  void run(ScratchDatabase& database, const Plan& plan);
  void run_all(ScratchDatabase& database);
  // Upgrades to a target, and ends the session. `version_rows`: of the version table, before and after.
  void advance(ScratchDatabase& database, std::vector<std::string>& version_rows, std::string_view target);

 private:
  void run_here(ScratchDatabase& database, const Plan& plan);
  void run_with(ScratchDatabase& database, const Plan& plan, const Options& options) const;
  void run_recorded(ScratchDatabase& database, const Plan& plan, const Options& options) const;
  [[nodiscard]] bool can_be_unrecorded(const Plan& plan) const;
  [[nodiscard]] bool needs_program(Direction direction, RevisionIndex revision) const;

  const Chain& chain_;
  Dialect dialect_;
  const StepProgram* program_;
  TimeLimit limit_;
};

}  // namespace migrate::migc
