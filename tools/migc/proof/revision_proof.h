#pragma once

// Proves one revision after the other in the main database of a proof. A run that fails is repeated without
// the made-up rows, and without foreign keys, to tell what is to blame; where that does not bring the
// database to the state after the revision, or before one that cannot be applied, it is restored from the
// followed one.
//
//     RevisionProof revisions(context, database, course);
//     revisions.begin(MadeUp::no);
//     for (RevisionIndex i = 0; i < chain.size(); ++i) findings = revisions.prove(i);

#include <vector>

#include "migc/proof/chain_course.h"
#include "migc/proof/followed_database.h"
#include "migc/proof/main_database.h"
#include "migc/proof/proof.h"
#include "migc/proof/proof_context.h"
#include "migc/proof/row_watch.h"
#include "migc/proof/trial.h"

namespace migrate::migc {

class RevisionProof {
 public:
  // All must outlive it.
  RevisionProof(ProofContext context, MainDatabase& database, ChainCourse& course)
      : context_(context),
        database_(database),
        course_(course),
        watch_(context.chain, context.dialect(), context.options.fixtures),
        trials_(context, database, watch_),
        followed_(context) {}

  // Once, before the first revision that is run. `has`: whether the database has made-up rows already.
  void begin(MadeUp has) { watch_.begin(database_.scratch(), has); }
  // In a database that is not at the beginning: what is broken in it was found at `last` or earlier.
  void know_broken_objects(RevisionIndex last) { trials_.know_broken_objects(last); }

  // Writes into the course what became of the revision. REQUIRES: nothing stops it that it needs.
  [[nodiscard]] std::vector<Finding> prove(RevisionIndex i);

  // Leaves the database as the chain makes it, all of which must be applied, with no made-up rows nor what
  // they have changed.
  void remove_made_up_rows() { restore_after(static_cast<RevisionIndex>(context_.chain.size() - 1)); }

  [[nodiscard]] std::vector<TableWithoutRows> tables_without_rows() const {
    return watch_.tables_without_rows();
  }

 private:
  using Findings = std::vector<Finding>;

  Trial run_and_judge(RevisionIndex i, Findings& findings);
  Trial judge_without_made_up_rows(RevisionIndex i, Trial with_rows, Findings& findings);
  Trial judge_without_keys(RevisionIndex i, Trial with_keys, Findings& findings);
  Trial judge_schema_without_made_up_rows(RevisionIndex i, Trial with_rows, Findings& findings);
  Trial run_without_made_up_rows(RevisionIndex i, Findings& findings);
  bool changes_schema(const Trial& trial) const;
  bool is_about_keys(const Trial& trial) const;
  void run_fixture_of(RevisionIndex i, Findings& findings);
  void restore_before(RevisionIndex i);
  void restore_after(RevisionIndex i);
  void become_followed();

  ProofContext context_;
  MainDatabase& database_;
  ChainCourse& course_;
  RowWatch watch_;
  TrialRunner trials_;
  FollowedDatabase followed_;
};

}  // namespace migrate::migc
