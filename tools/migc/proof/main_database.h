#pragma once

// The database in which a proof runs the revisions in both directions. It has all rows: those of the chain,
// the made-up ones, and those of the fixtures.
//
//     MainDatabase database(engine.make_database());
//     database.run(runner, plan);
//     differences(before, database.schema());
//
// It knows which revisions are applied, so that none of this is written into its tables, and it reads the
// schema only when something ran since the last time.

#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "migc/catalogue/catalogue_object.h"
#include "migc/proof/proof_memory.h"
#include "migc/proof/runner.h"
#include "migc/scratch/scratch_database.h"
#include "migrate/plan.h"

namespace migrate::migc {

class MainDatabase {
 public:
  // An empty one.
  explicit MainDatabase(std::unique_ptr<ScratchDatabase> database) : database_(std::move(database)) {}

  // To where an earlier proof kept it, after `most` revisions or fewer; returns how many.
  RevisionIndex restore(ProofMemory& memory, RevisionIndex most);
  void reach(ProofMemory& memory, RevisionIndex size) {
    memory.reach(*database_, ProofTrack::main, {size, rows_});
  }

  // Ends the session as well. Throws migrate::Error, as apply() does.
  void run(Runner& runner, const Plan& plan);
  // Gets the schema and the rows of another database, whose version table would have `version_rows`.
  void become(ScratchDatabase& other, const std::vector<std::string>& version_rows);

  // Valid until something runs.
  [[nodiscard]] const SchemaCatalogue& schema();
  // Of the version table.
  [[nodiscard]] const std::vector<std::string>& version_rows() const noexcept { return rows_; }

  // Rows were written for the proof. The trigger of a table may have created others with them.
  void rows_were_written();

  // For what changes no table, and for what does.
  [[nodiscard]] ScratchDatabase& scratch() noexcept { return *database_; }
  [[nodiscard]] ScratchDatabase& scratch_to_change();

 private:
  std::unique_ptr<ScratchDatabase> database_;
  std::optional<SchemaCatalogue> schema_;  // none: not read since something ran
  std::vector<std::string> rows_;
};

}  // namespace migrate::migc
