#pragma once

// Finds what an upgrade leaves broken where an engine does not object: SQLite compiles a view when it is
// read, a trigger with the statement that it is for, and looks for the parents of a foreign key when a row is
// written. A new object may name what never existed, and an existing one what the upgrade takes away.
//
//     BrokenObjectWatch watch(context);
//     watch.find(i, before, database, trial.findings, missing);

#include <map>
#include <vector>

#include "migc/proof/main_database.h"
#include "migc/proof/proof.h"
#include "migc/proof/proof_context.h"

namespace migrate::migc {

class BrokenObjectWatch {
 public:
  explicit BrokenObjectWatch(ProofContext context) : context_(context) {}

  // In a database that is not at the beginning: what is broken in it was found at `last` or earlier.
  void begin(RevisionIndex last, MainDatabase& database);
  // What is broken by this revision, also where an earlier trial of it has told the same. `before`: the
  // schema that its upgrade found. `missing`: gets what only the program has, which is told once, because a
  // stand-in exists from then on.
  void find(RevisionIndex i, const SchemaCatalogue& before, MainDatabase& database,
            std::vector<Finding>& findings, std::vector<Finding>& missing);

 private:
  Finding finding_of(FindingKind kind, RevisionIndex i, const BrokenObject& object) const;
  bool gets_stand_in(RevisionIndex i, const BrokenObject& object, std::vector<Finding>& missing);
  bool is_of(RevisionIndex i, const BrokenObject& object);

  ProofContext context_;
  std::map<BrokenObject, RevisionIndex> broken_by_ = {};
};

}  // namespace migrate::migc
