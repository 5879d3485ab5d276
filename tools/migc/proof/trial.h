#pragma once

// One run of a revision in the database of a proof: up; or up, down and up again, with what each of these
// leaves compared.
//
//     TrialRunner trials(context, database, watch);
//     Trial trial = trials.run(i, functions);

#include <vector>

#include "migc/proof/broken_objects.h"
#include "migc/proof/main_database.h"
#include "migc/proof/proof.h"
#include "migc/proof/proof_context.h"
#include "migc/proof/row_watch.h"
#include "migrate/plan.h"

namespace migrate::migc {

struct Trial {
  std::vector<Finding> findings = {};
  bool is_upgraded = false;  // at least once
  bool is_right = false;     // in each direction, and the revision is applied now
  bool has_failed = false;   // the last finding is about a run that failed
};

class TrialRunner {
 public:
  // All must outlive it.
  TrialRunner(ProofContext context, MainDatabase& database, RowWatch& watch)
      : context_(context), database_(database), watch_(watch) {}

  // `missing`: gets what is found once only, because a stand-in exists from then on: missing functions.
  // REQUIRES: what the revision needs is applied, and the watch knows the rows.
  [[nodiscard]] Trial run(RevisionIndex i, std::vector<Finding>& missing);

  void know_broken_objects(RevisionIndex last) { broken_objects_.begin(last, database_); }

 private:
  bool succeeds(const Plan& plan, FindingKind failure, Trial& trial, std::vector<Finding>& missing);
  bool goes_back(RevisionIndex i) const;
  bool goes_there_and_back(const Plan& plan, const SchemaCatalogue& before, Trial& trial,
                           std::vector<Finding>& missing);
  bool restores_schema(RevisionIndex i, const SchemaCatalogue& before, Trial& trial);
  bool restores_rows(RevisionIndex i, RowWatch::Schema schema, Trial& trial);
  void compare_upgrades(RevisionIndex i, const SchemaCatalogue& first, Trial& trial);

  ProofContext context_;
  MainDatabase& database_;
  RowWatch& watch_;
  BrokenObjectWatch broken_objects_{context_};
};

}  // namespace migrate::migc
